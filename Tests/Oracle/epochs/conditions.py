"""Random conditions: of joins, and those with subqueries."""

from epochs.scopes import Scope, leaf

COMPARABLE = [("smallint", "integer", "bigint"), ("text",), ("numeric",), ("boolean",), ("date",), ("timestamp",),
              ("timestamptz",), ("double precision",)]
# Numbers of different kinds meet too.
MIXED = [("smallint", "integer", "bigint", "numeric"), ("bigint", "double precision"), ("numeric", "double precision")]


def comparable(left, right, kinds=COMPARABLE):
    """Pairs of columns, one of each side, that can be held against each other."""
    return [(leaf(*a), leaf(*b)) for types in kinds for a in left.columns if a[1].type in types
            for b in right.columns if b[1].type in types]


def conjunction(word, tests):
    return word + " AND ".join(tests) if tests else ""


def equality(random, left, right, pairs):
    if random.random() < 0.08:
        pairs = comparable(left, right, MIXED) or pairs
    few = [(a, b) for a, b in pairs if 0 < a.bound < 20 or a.type == "text"]
    a, b = random.choice(few if few and random.random() < 0.8 else pairs)
    if random.random() < 0.5:
        a, b = b, a
    return f"{a.postgres} = {b.postgres}"


def comparison(random, left, right):
    ordered = [(a, b) for a, b in comparable(left, right) if a.type != "boolean"]
    if not ordered:
        return "true"
    a, b = random.choice(ordered)
    return f"{a.postgres} {random.choice(['<', '<=', '>', '>=', '<>', 'IS DISTINCT FROM'])} {b.postgres}"


def join_condition(session, left, right, pairs):
    """The condition, and whether equalities bring rows together."""
    random = session.random
    tests = [equality(random, left, right, pairs) for _ in range(random.choice([0, 1, 1, 1, 1, 1, 2]))]
    is_keyed = bool(tests)
    for _ in range(random.choice([0, 0, 0, 1, 1, 2]) if tests else 1):
        pick = random.random()
        if pick < 0.4:
            tests.append(comparison(random, left, right))
        elif pick < 0.7:
            tests.append(Scope(session, random.choice([left, right]).columns).boolean(1))
        else:
            tests.append(Scope(session, left.columns + right.columns).boolean(1))
    random.shuffle(tests)
    return " AND ".join(tests), is_keyed


def subquery_condition(session, scope, depth, query):
    """[NOT] EXISTS or [NOT] IN over a relation or a query, with or without columns of the outer one."""
    random = session.random
    negated = random.choice(["", "NOT "])
    outer = Inner("", "", scope.columns)
    if random.random() < 0.3 and depth > 0:
        # A whole query, which knows nothing of the outer one.
        column = scope.column()
        inner = query(session, depth - 1, [named(column)])
        return f"{column.postgres} {negated}IN ({inner.text})"
    inner = inner_relation(session, depth, query)
    pairs = comparable(outer, inner)
    if not pairs:
        return None
    tests = [equality(random, outer, inner, pairs)] if random.random() < 0.75 else []
    if random.random() < 0.3:
        tests.append(comparison(random, outer, inner))
    if random.random() < 0.3:
        tests.append(Scope(session, inner.columns).boolean(1))
    random.shuffle(tests)
    where = conjunction(" WHERE ", tests)
    if random.random() < 0.5:
        shown = random.choice(["1", "*", random.choice(inner.columns)[1].name])
        shown = shown if shown in "1*" else f'{inner.alias}."{shown}"'
        return f"{negated}EXISTS (SELECT {shown} FROM {inner.text}{where})"
    ours, theirs = random.choice(pairs)
    return f"{ours.postgres} {negated}IN (SELECT {theirs.postgres} FROM {inner.text}{where})"


class Inner:
    def __init__(self, text, alias, columns):
        self.text, self.alias, self.columns = text, alias, columns


def inner_relation(session, depth, query):
    alias = session.name("s")
    if depth > 0 and session.random.random() < 0.25:
        inner = query(session, depth - 1)
        return Inner(f"({inner.text}) AS {alias}", alias, [(alias, c) for c in inner.columns])
    known = session.random.choice(session.relations)
    return Inner(f"{known.text} AS {alias}", alias, [(alias, c) for c in known.columns])


def named(expression):
    return expression.named("c0")
