"""Random queries that time closes, each with what the model answers."""

from dataclasses import dataclass

from windows import model

FIGURES = "count(*) AS n, sum(id) AS ids, min(v) AS least, max(at) AS newest"
FIGURE_TYPES = ["number", "number", "number", "time"]


@dataclass
class View:
    name: str
    text: str  # its statements
    types: list  # of its columns: number or time
    answer: object  # () -> model.Answer
    shows_id: bool = True  # whether VIEW.late has the column id
    is_final: bool = False


def window_call(random, relation):
    """A call in FROM, and the windows of a time."""
    offset = random.choice([0, 0, 0, 3, -7])
    named = f", \"offset\" => INTERVAL '{offset} seconds'" if offset else ""
    size = random.choice([5, 10, 10, 30, 60, 300])
    match random.choice(["TUMBLE", "HOP", "CUMULATE"]):
        case "TUMBLE":
            return (f"TUMBLE({relation}, at, INTERVAL '{size} seconds'{named})", lambda at: model.tumble(at, size, offset))
        case "HOP":
            slide = random.choice([max(1, size // 2), max(1, size // 3), size, 3 if size > 5 else 1])
            return (f"HOP({relation}, at, INTERVAL '{slide} seconds', INTERVAL '{size} seconds'{named})",
                    lambda at: model.hop(at, slide, size, offset))
        case "CUMULATE":
            step = random.choice([s for s in (1, 5, 10, 30, 60) if size % s == 0 and size // s <= 60])
            return (f"CUMULATE({relation}, at, INTERVAL '{step} seconds', INTERVAL '{size} seconds'{named})",
                    lambda at: model.cumulate(at, step, size, offset))


def created(random, name, query, may_be_final=True):
    is_final = may_be_final and random.random() < 0.5
    options = ["history = true"] if random.random() < 0.3 else []
    options += ["emit = 'final'"] if is_final else []
    listed = f" WITH ({', '.join(options)})" if options else ""
    return f"CREATE MATERIALIZED VIEW {name}{listed} AS {query};", is_final


def source(random, name, tables):
    """A relation of rows with times of their own, the statements that make it, and its rows."""
    table = random.choice(tables)
    pick = random.random()
    if pick < 0.5:
        return table.name, "", lambda: table.rows
    if pick < 0.75:
        least = random.randint(1, 5)
        return (f"{name}_in", f"CREATE VIEW {name}_in AS SELECT u, at, id, v FROM {table.name} WHERE v >= {least};\n",
                lambda: [r for r in table.rows if r.v >= least])
    other = random.choice(tables)
    return (f"{name}_in", f"CREATE VIEW {name}_in AS SELECT id, u, v, at FROM {table.name} "
            f"UNION ALL SELECT id, u, v, at FROM {other.name} WHERE v > 4;\n",
            lambda: table.rows + [r for r in other.rows if r.v > 4])


def windowed(random, name, tables):
    relation, before, rows = source(random, name, tables)
    call, windows = window_call(random, relation)
    keyed = random.random() < 0.7
    keys = "u, window_start, window_end" if keyed else "window_start, window_end"
    text, is_final = created(random, name, f"SELECT {keys}, {FIGURES} FROM {call} GROUP BY {keys}")
    return View(name, before + text, ["number"] * keyed + ["time", "time"] + FIGURE_TYPES,
                lambda: model.fixed(rows(), windows, keyed), is_final=is_final)


def session(random, name, tables):
    relation, before, rows = source(random, name, tables)
    gap = random.choice([2, 5, 15, 60])
    keyed = random.random() < 0.7
    call = f"SESSION({relation}, at, INTERVAL '{gap} seconds'{', u' if keyed else ''})"
    keys = "u, window_start, window_end" if keyed else "window_start, window_end"
    text, is_final = created(random, name, f"SELECT {keys}, {FIGURES} FROM {call} GROUP BY {keys}")
    return View(name, before + text, ["number"] * keyed + ["time", "time"] + FIGURE_TYPES,
                lambda: model.sessions(rows(), gap, keyed), is_final=is_final)


def bounded(random, name, tables):
    """An interval join, alone or under a window."""
    left, right = random.choice(tables), random.choice(tables)
    low = random.choice([0, 0, -10, -60, 5])
    high = low + random.choice([0, 5, 10, 60, 300])
    test = (f"l.u = r.u AND r.at BETWEEN l.at + INTERVAL '{low} seconds' AND l.at + INTERVAL '{high} seconds'")
    kind = random.choice(["JOIN", "LEFT JOIN", "RIGHT JOIN", "FULL JOIN", "EXISTS", "NOT EXISTS", "window", "window"])
    if kind == "window":
        return windowed_pairs(random, name, left, right, low, high, test)
    if kind.endswith("EXISTS"):
        query = f"SELECT l.id FROM {left.name} AS l WHERE {kind} (SELECT 1 FROM {right.name} AS r WHERE {test})"
    else:
        query = f"SELECT l.id, r.id AS other FROM {left.name} AS l {kind} {right.name} AS r ON {test}"
    text, _ = created(random, name, query, may_be_final=False)
    width = 1 if kind.endswith("EXISTS") else 2
    # An existence needs nothing of the right rows but keys and times, and shows nothing else of them.
    return View(name, text, ["number"] * width, lambda: model.interval_join(left.rows, right.rows, low, high, kind)[0],
                shows_id=width == 2)


def windowed_pairs(random, name, left, right, low, high, test):
    call, windows = window_call(random, f"{name}_pairs")
    before = (f"CREATE VIEW {name}_pairs AS SELECT l.id + r.id AS id, l.v, l.at, l.u FROM {left.name} AS l "
              f"JOIN {right.name} AS r ON {test};\n")
    keys = "window_start, window_end"
    text, is_final = created(random, name, f"SELECT {keys}, {FIGURES} FROM {call} GROUP BY {keys}")

    def answer():
        joined, pairs = model.interval_join(left.rows, right.rows, low, high, "JOIN")
        found = model.fixed(model.pairs_as_rows(pairs), windows, False)
        return model.Answer(found.rows, joined.late + found.late, found.last_closed)

    return View(name, before + text, ["time", "time"] + FIGURE_TYPES, answer, shows_id=False, is_final=is_final)


def temporal(random, name, tables):
    left, right = random.choice(tables), random.choice(tables)
    keeps = random.random() < 0.5
    lateral = f"LATERAL (SELECT r.v FROM {right.name} AS r WHERE r.u = l.u AND r.at <= l.at ORDER BY r.at DESC LIMIT 1) AS p"
    link = f"LEFT JOIN {lateral} ON TRUE" if keeps else f"JOIN {lateral} ON TRUE"
    text, _ = created(random, name, f"SELECT l.id, p.v FROM {left.name} AS l {link}", may_be_final=False)
    return View(name, text, ["number", "number"], lambda: model.temporal_join(left.rows, right.rows, keeps), shows_id=False)


def stacked(random, name, tables):
    """A window or session over the final answers of another, whose rows are never late."""
    relation, before, rows = source(random, name, tables)
    if random.random() < 0.3:
        inner_gap = random.choice([2, 5, 15])
        call = f"SESSION({relation}, at, INTERVAL '{inner_gap} seconds', u)"
        inner = lambda: model.sessions(rows(), inner_gap, True)
    else:
        call, windows = window_call(random, relation)
        inner = lambda: model.fixed(rows(), windows, True)
    before += (f"CREATE MATERIALIZED VIEW {name}_final WITH (emit = 'final') AS SELECT u, window_end AS at, count(*) AS id, "
               f"min(v) AS v FROM {call} GROUP BY u, window_start, window_end;\n")

    def finals():
        return [model.Pair(id=count, v=least, at=end, carried=None, u=u) for u, _, end, count, _, least, _ in inner().rows]

    if random.random() < 0.3:
        gap = random.choice([15, 60])
        outer = f"SESSION({name}_final, at, INTERVAL '{gap} seconds', u)"
        answer = lambda: model.sessions(finals(), gap, True)
    else:
        outer, over = window_call(random, f"{name}_final")
        answer = lambda: model.fixed(finals(), over, True)
    keys = "u, window_start, window_end"
    text, is_final = created(random, name, f"SELECT {keys}, {FIGURES} FROM {outer} GROUP BY {keys}")
    return View(name, before + text, ["number", "time", "time"] + FIGURE_TYPES, answer, is_final=is_final)


def matched(random, name, tables):
    """Final windows of two tables, joined window by window."""
    left, right = random.choice(tables), random.choice(tables)
    call, windows = window_call(random, "{}")
    kind = random.choice(["JOIN", "LEFT JOIN", "RIGHT JOIN", "FULL JOIN"])
    before = "".join(
        f"CREATE MATERIALIZED VIEW {name}_{side} WITH (emit = 'final') AS SELECT u, window_start, window_end, count(*) AS n "
        f"FROM {call.format(table.name)} GROUP BY u, window_start, window_end;\n" for side, table in (("l", left), ("r", right)))
    query = (f"SELECT l.u, l.window_start, l.n, r.u AS other, r.n AS m FROM {name}_l AS l {kind} {name}_r AS r "
             "ON l.u = r.u AND l.window_start = r.window_start AND l.window_end = r.window_end")
    text, _ = created(random, name, query, may_be_final=False)

    def answer():
        sides = [{row[:3]: row[3] for row in model.fixed(table.rows, windows, True).rows} for table in (left, right)]
        met = [key for key in sides[0] if key[0] is not None and key in sides[1]]
        rows = [(key[0], key[1], sides[0][key], key[0], sides[1][key]) for key in met]
        if kind in ("LEFT JOIN", "FULL JOIN"):
            rows += [(u, start, n, None, None) for (u, start, end), n in sides[0].items() if (u, start, end) not in met]
        if kind in ("RIGHT JOIN", "FULL JOIN"):
            rows += [(None, None, None, u, n) for (u, start, end), n in sides[1].items() if (u, start, end) not in met]
        return model.Answer(rows, [])

    return View(name, before + text, ["number", "time", "number", "number", "number"], answer, shows_id=False)


KINDS = [windowed, windowed, windowed, session, session, bounded, bounded, bounded, temporal, stacked, stacked, matched]
