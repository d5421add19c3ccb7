"""Random joins of two relations, as a subquery in FROM: inner, outer, semi and anti, by equal keys and more."""

from expressions import FINISHED
from queries import Relation, listed
from values import Column

# Times are left out: an equality of two event times bounds the join in time, which sets late rows aside.
KEYS = [("smallint", "integer", "bigint"), ("text",), ("date",), ("numeric",), ("boolean",)]
ORDERED = [("smallint", "integer", "bigint"), ("text",), ("date",), ("numeric",)]


def joined(session, left, right):
    """A relation of columns with names of their own; the left one as it is where the two have no key in common."""
    random = session.random
    ours = [c for c in left.columns if c.type not in FINISHED]
    theirs = [c for c in right.columns if c.type not in FINISHED]
    key = pair(random, ours, theirs, KEYS)
    if key is None:
        return left
    tests = [f'l."{key[0].name}" = r."{key[1].name}"']
    if random.random() < 0.3:
        more = pair(random, ours, theirs, KEYS)
        tests.append(f'l."{more[0].name}" = r."{more[1].name}"')
    if random.random() < 0.4:
        more = pair(random, ours, theirs, ORDERED)
        if more:
            tests.append(f'l."{more[0].name}" {random.choice(["<", "<=", "<>", ">"])} r."{more[1].name}"')
    if random.random() < 0.2:
        side, column = random.choice([("l", random.choice(ours)), ("r", random.choice(theirs))])
        tests.append(f'{side}."{column.name}" IS {random.choice(["", "NOT "])}NULL')
    random.shuffle(tests)
    if random.random() < 0.35:
        return filtered(session, left, right, ours, key, tests)
    return paired(session, left, right, ours, theirs, tests)


def pair(random, ours, theirs, kinds):
    """A column of each side, of types that can be compared."""
    found = [(a, b) for types in kinds for a in ours if a.type in types for b in theirs if b.type in types]
    return random.choice(found) if found else None


def paired(session, left, right, ours, theirs, tests):
    random = session.random
    on = " AND ".join(tests)
    kind = random.choice(["JOIN", "JOIN", "LEFT JOIN", "RIGHT JOIN", "FULL JOIN", ","])
    if kind == "FULL JOIN":
        # DuckDB takes equalities alone in a full join.
        on = " AND ".join(t for t in tests if " = " in t)
    link = f"FROM {{}} AS l, {{}} AS r WHERE {on}" if kind == "," else f"FROM {{}} AS l {kind} {{}} AS r ON {on}"
    outputs = [("l", c) for c in ours if random.random() < 0.7] + [("r", c) for c in theirs if random.random() < 0.7]
    outputs = outputs or [("l", ours[0])]
    return relation(session, link, left, right, outputs)


def filtered(session, left, right, ours, key, tests):
    random = session.random
    negated = random.choice(["", "NOT "])
    if random.random() < 0.4:
        rest = f" WHERE {' AND '.join(tests[1:])}" if random.random() < 0.5 and len(tests) > 1 else ""
        test = f'l."{key[0].name}" {negated}IN (SELECT r."{key[1].name}" FROM {{}} AS r{rest})'
    else:
        test = f"{negated}EXISTS (SELECT 1 FROM {{}} AS r WHERE {' AND '.join(tests)})"
    return relation(session, f"FROM {{}} AS l WHERE {test}", left, right, [("l", c) for c in ours])


def relation(session, link, left, right, outputs):
    name = session.name("j")
    columns = [Column(session.name("c"), c.type, c.bound, c.scale) for _, c in outputs]
    select = listed(f'{side}."{c.name}" AS "{new.name}"' for (side, c), new in zip(outputs, columns))

    def spelled(one, other):
        return f"(SELECT {select} {link.format(one, other)}) AS {name}"

    return Relation(spelled(left.postgres, right.postgres), spelled(left.duck, right.duck), tuple(columns))
