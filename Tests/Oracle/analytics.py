"""Random window functions, top-N by group, DISTINCT ON and LIMIT over a relation.

Every order ends with all columns, so that only equal rows tie and every engine gives the same rows.
"""

from expressions import FINISHED
from queries import Query, condition, listed
from values import Column

COUNT_MAX = 10**4
INTEGERS = ("smallint", "integer", "bigint")


def analysed(session, relation):
    """Nothing where the relation has no column that can be ordered."""
    columns = [c for c in relation.columns if c.type not in FINISHED]
    if not columns:
        return None
    make = session.random.choice([functions, functions, first_of_each, first_of_each, distinct_on, limited])
    return make(session, relation, columns)


def order(random, columns, first=None):
    """Some columns, then all others: the same text for both engines."""
    keys = random.sample(columns, random.randint(0, min(2, len(columns))))
    keys = (first or []) + [k for k in keys if k not in (first or [])]
    keys += [c for c in columns if c not in keys]
    return listed(
        f'"{c.name}" {random.choice(["ASC", "DESC"])} NULLS {random.choice(["FIRST", "LAST"])}' for c in keys)


def partition(random, columns):
    keys = random.sample(columns, random.choice([0, 1, 1, 2]) if len(columns) > 1 else random.choice([0, 1]))
    return f'PARTITION BY {listed(quoted(keys))} ' if keys else ""


def quoted(columns):
    return [f'"{c.name}"' for c in columns]


def spelled(relation, columns, select, rest, where):
    """A query whose own part is the same in both dialects."""
    return Query(
        f"SELECT {select} FROM {relation.postgres}{where[0]}{rest}",
        f"SELECT {select} FROM {relation.duck}{where[1]}{rest}", tuple(columns))


def renamed(session, columns):
    names = [session.name("c") for _ in columns]
    return (listed(f'"{c.name}" AS "{n}"' for c, n in zip(columns, names)),
            [Column(n, c.type, c.bound, c.scale) for c, n in zip(columns, names)])


# Window functions

def functions(session, relation, columns):
    random = session.random
    where = condition(session, relation.columns, "WHERE", 0.4)
    select, outputs = renamed(session, columns)
    for _ in range(random.randint(1, 3)):
        call, kind, bound, scale = function(random, columns)
        name = session.name("c")
        select += f', {call} AS "{name}"'
        outputs.append(Column(name, kind, bound, scale))
    return spelled(relation, outputs, select, "", where)


def function(random, columns):
    """A call with OVER, its type, bound and scale."""
    over = f"{partition(random, columns)}ORDER BY {order(random, columns)}"
    column = random.choice(columns)
    name = random.choice([
        "row_number", "rank", "dense_rank", "ntile", "lag", "lead", "first_value", "last_value", "nth_value",
        "count", "sum", "min", "max"])
    if name in ("row_number", "rank", "dense_rank"):
        if name != "row_number" and random.random() < 0.7:
            key = random.choice(columns)
            over = f'{partition(random, columns)}ORDER BY "{key.name}" NULLS LAST'
        return f"{name}() OVER ({over})", "bigint", COUNT_MAX, 0
    if name == "ntile":
        return f"ntile({random.randint(1, 5)}) OVER ({over})", "integer", COUNT_MAX, 0
    value = (column.type, column.bound, column.scale)
    if name in ("lag", "lead"):
        distance = random.choice(["", ", 1", ", 2", ", 0", ", 3"])
        return (f'{name}("{column.name}"{distance}) OVER ({over})', *value)
    if name in ("first_value", "last_value", "nth_value"):
        place = f", {random.randint(1, 3)}" if name == "nth_value" else ""
        return (f'{name}("{column.name}"{place}) OVER ({over}{frame(random)})', *value)
    if name == "count":
        inside = random.choice(["*", f'"{column.name}"'])
        return f"count({inside}) OVER ({over}{frame(random)})", "bigint", COUNT_MAX, 0
    over = loose(random, columns) if random.random() < 0.4 else over + frame(random)
    if name == "sum":
        numbers = [c for c in columns if c.type in ("smallint", "integer")]
        if not numbers:
            return f"count(*) OVER ({over})", "bigint", COUNT_MAX, 0
        number = random.choice(numbers)
        total = f'CAST(sum("{number.name}") OVER ({over}) AS bigint)'
        return total, "bigint", number.bound * COUNT_MAX, 0
    if column.type == "boolean":
        return f"count(*) OVER ({over})", "bigint", COUNT_MAX, 0
    return (f'{name}("{column.name}") OVER ({over})', *value)


def frame(random):
    if random.random() < 0.4:
        return ""
    edges = ["UNBOUNDED PRECEDING", "3 PRECEDING", "1 PRECEDING", "CURRENT ROW", "1 FOLLOWING", "2 FOLLOWING",
             "UNBOUNDED FOLLOWING"]
    start = random.randint(0, 5)
    end = random.randint(max(start, 1), 6)
    exclusion = random.choice(["", "", "", " EXCLUDE CURRENT ROW", " EXCLUDE GROUP", " EXCLUDE TIES"])
    return f" ROWS BETWEEN {edges[start]} AND {edges[end]}{exclusion}"


def loose(random, columns):
    """An order with ties, and a frame that takes equal rows alike."""
    whole = [c for c in columns if c.type in ("smallint", "integer")]
    if whole and random.random() < 0.6:
        key, before, after = random.choice(whole), random.randint(0, 4), random.randint(0, 4)
        bounds = random.choice([
            f"{before} PRECEDING AND {after} FOLLOWING", f"{before} PRECEDING AND CURRENT ROW",
            f"{before} FOLLOWING AND UNBOUNDED FOLLOWING"])
        return (f'{partition(random, columns)}ORDER BY "{key.name}" {random.choice(["ASC", "DESC"])} '
                f"NULLS LAST RANGE BETWEEN {bounds}")
    key = random.choice(columns)
    return f'{partition(random, columns)}ORDER BY "{key.name}" NULLS FIRST'


# First rows

def first_of_each(session, relation, columns):
    """A bound on a rank above a subquery, with or without the rank itself."""
    random = session.random
    where = condition(session, relation.columns, "WHERE", 0.4)
    rank, name = random.choice(["row_number", "row_number", "rank", "dense_rank"]), session.name("n")
    keys = order(random, columns)
    if rank != "row_number" and random.random() < 0.7:
        keys = f'"{random.choice(columns).name}" DESC NULLS LAST'
    low, high = random.randint(1, 3), random.randint(1, 4)
    bound = random.choice([
        f"{name} <= {high}", f"{name} < {high + 1}", f"{name} = {high}", f"{high} >= {name}",
        f"{name} BETWEEN {low} AND {low + high}", f"{name} > {low} AND {name} <= {low + high}"])
    select, outputs = renamed(session, random.sample(columns, random.randint(1, len(columns))))
    if random.random() < 0.5:
        shown = session.name("c")
        select += f', {name} AS "{shown}"'
        outputs.append(Column(shown, "bigint", COUNT_MAX))
    inner = f"SELECT *, {rank}() OVER ({partition(random, columns)}ORDER BY {keys}) AS {name} FROM "
    outer = f"SELECT {select} FROM ({inner}"
    rest = f") AS {session.name('q')} WHERE {bound}"
    return Query(f"{outer}{relation.postgres}{where[0]}{rest}", f"{outer}{relation.duck}{where[1]}{rest}",
                 tuple(outputs))


def distinct_on(session, relation, columns):
    random = session.random
    where = condition(session, relation.columns, "WHERE", 0.4)
    keys = random.sample(columns, random.randint(1, min(2, len(columns))))
    select, outputs = renamed(session, columns)
    rest = f" ORDER BY {order(random, columns, keys)}"
    return spelled(relation, outputs, f"DISTINCT ON ({listed(quoted(keys))}) {select}", rest, where)


def limited(session, relation, columns):
    random = session.random
    where = condition(session, relation.columns, "WHERE", 0.4)
    select, outputs = renamed(session, columns)
    offset = f" OFFSET {random.randint(0, 3)}" if random.random() < 0.4 else ""
    rest = f" ORDER BY {order(random, columns)} LIMIT {random.randint(1, 6)}{offset}"
    return spelled(relation, outputs, select, rest, where)
