"""Random queries in PostgreSQL's SQL, which both sides are asked as they stand.

A clause that PostgreSQL refuses costs only a try (`round.py` makes each view there first), so the grammar may be
generous. What both must answer alike without an order of rows is all that is asked.

A new feature of SQL joins in by a function (session, depth) -> Query in FORMS, or a condition in `subquery_condition`.
"""

from dataclasses import dataclass, field

from epochs.conditions import comparable, conjunction, join_condition, subquery_condition
from epochs.scopes import Item, Scope
from epochs.subqueries import Subqueries, lateral
from expressions import Expression, text_literal
from values import Column

# Pairs that a join without equalities, or with few keys, may make.
PAIRS_MAX = 4000
INTEGERS = ("smallint", "integer", "bigint")


@dataclass
class Query:
    text: str
    columns: list
    rows: int  # an estimate


@dataclass
class Session:
    """`relations`: what FROM may name, as queries whose text is the name."""

    random: object
    zone: str
    shift: object
    relations: list = field(default_factory=list)
    names: int = 0

    def name(self, prefix):
        self.names += 1
        return f"{prefix}{self.names}"


# Further forms of a query, each as likely as WITH: functions (session, depth) -> Query.
FORMS = []


def query(session, depth=2, types=None):
    """`types`: columns whose types the answer must have; None: any."""
    pick = session.random.random()
    if FORMS and types is None and depth > 0 and session.random.random() < 0.12 * len(FORMS):
        return session.random.choice(FORMS)(session, depth)
    if depth > 0 and pick < 0.15:
        return set_operation(session, depth, types)
    if depth > 0 and types is None and pick < 0.27:
        return with_clause(session, depth)
    return select(session, depth, types)


def with_clause(session, depth):
    """WITH: one or two named queries, which the main one may use more than once."""
    known = list(session.relations)
    parts = []
    for _ in range(session.random.choice([1, 1, 2])):
        inner = query(session, depth - 1)
        name = session.name("w")
        parts.append(f"{name} AS ({inner.text})")
        named = Query(name, inner.columns, inner.rows)
        session.relations += [named] * (len(session.relations) + 1)
    main = select(session, depth - 1)
    session.relations = known
    return Query(f"WITH {', '.join(parts)} {main.text}", main.columns, main.rows)


OPERATORS = ["UNION ALL", "UNION", "INTERSECT", "INTERSECT ALL", "EXCEPT", "EXCEPT ALL"]


def set_operation(session, depth, types):
    random = session.random
    first = select(session, depth - 1, types)
    text, columns, rows = first.text, first.columns, first.rows
    for _ in range(random.choice([1, 1, 2])):
        other = values_clause(session, columns) if random.random() < 0.1 else query(session, depth - 1, columns)
        if other.text.startswith("WITH") or random.random() < 0.5:
            other.text = f"({other.text})"
        operator = random.choice(OPERATORS)
        if random.random() < 0.3:
            text = f"({text})"
        text = f"{text} {operator} {other.text}"
        columns = [wider(one, two) for one, two in zip(columns, other.columns)]
        rows = rows + other.rows if operator.startswith("UNION") else rows
    return Query(text, columns, rows)


def wider(one, two):
    type = max(one.type, two.type, key=INTEGERS.index) if one.type in INTEGERS else one.type
    return Column(one.name, type, max(one.bound, two.bound), max(one.scale, two.scale))


def values_clause(session, types):
    lines = []
    count = session.random.randint(1, 3)
    for _ in range(count):
        lines.append("(" + ", ".join(constant(session.random, c.type) for c in types) + ")")
    # An untyped NULL would be text.
    return Query("VALUES " + ", ".join(lines), [Column(c.name, c.type, 10, 2) for c in types], count)


def constant(random, type):
    if random.random() < 0.15:
        return f"CAST(NULL AS {type})"
    match type:
        case "smallint" | "integer" | "bigint":
            return f"CAST({random.randint(-1, 4)} AS {type})"
        case "numeric":
            return random.choice(["0.50", "1.00", "-1.00", "2.5"])
        case "text":
            return f"CAST({text_literal(random.choice(['a', 'b', 'ab', '']))} AS text)"
        case "boolean":
            return random.choice(["true", "false"])
        case "double precision":
            return random.choice(["CAST('0.5' AS double precision)", "CAST(1 AS double precision)"])
        case "date":
            return "DATE '2024-01-15'"
        case "timestamp":
            return "TIMESTAMP '2024-01-15 12:00:30'"
        case "timestamptz":
            return "TIMESTAMPTZ '2024-01-15 12:00:01+00'"
    raise ValueError(type)


# FROM


def relation(session, depth):
    """Something with a name of its own in FROM."""
    random = session.random
    alias = session.name("t")
    pick = random.random()
    if depth > 0 and pick < 0.25:
        inner = query(session, depth - 1)
        return Item(f"({inner.text}) AS {alias}", [(alias, c) for c in inner.columns], inner.rows)
    if pick < 0.3:
        types = [Column(session.name("v"), type) for type in random.sample(["integer", "bigint", "text"], 2)]
        inner = values_clause(session, types)
        names = ", ".join(c.name for c in types)
        return Item(f"({inner.text}) AS {alias}({names})", [(alias, c) for c in inner.columns], inner.rows)
    known = random.choice(session.relations)
    if pick < 0.36 and (divisors := [c for c in known.columns if c.type in INTEGERS and c.bound < 2**31]):
        return guarded(known, random.choice(divisors), alias, session.name("g"))
    return Item(f"{known.text} AS {alias}", [(alias, c) for c in known.columns], known.rows)


def guarded(known, divisor, alias, inner):
    """A relation with a column that only its own condition keeps from failing, wherever it is computed."""
    others = "".join(f', {inner}."{c.name}"' for c in known.columns if c.name != "q")
    text = (f'(SELECT 60 / {inner}."{divisor.name}" AS q{others} FROM (SELECT * FROM {known.text} AS f '
            f'WHERE f."{divisor.name}" <> 0) AS {inner}) AS {alias}')
    columns = [Column("q", "bigint" if divisor.type == "bigint" else "integer", 60)]
    columns += [c for c in known.columns if c.name != "q"]
    return Item(text, [(alias, c) for c in columns], known.rows)


def from_clause(session, depth):
    random = session.random
    item = relation(session, depth)
    for _ in range(random.choice([0, 0, 0, 0, 1, 1, 1, 2, 2, 3])):
        other = relation(session, depth - 1)
        if random.random() < 0.12:
            other = joined(session, other, relation(session, 0), bracketed=True)
        item = joined(session, item, other)
    return item


def joined(session, left, right, bracketed=False):
    """The join of two items; the left one alone where it would be too large."""
    random = session.random
    kind = random.choice(["JOIN", "JOIN", "LEFT JOIN", "LEFT JOIN", "RIGHT JOIN", "FULL JOIN", "FULL JOIN", "CROSS", ","])
    pairs = comparable(left, right)
    if not pairs and kind not in ("CROSS", ","):
        kind = "CROSS"
    if kind in ("CROSS", ","):
        if left.rows * right.rows > PAIRS_MAX:
            return left
        text = f"{left.text} CROSS JOIN {right.text}" if kind == "CROSS" or bracketed else f"{left.text}, {right.text}"
        rows = left.rows * right.rows
    elif random.random() < 0.15 and (same := shared_names(left, right)):
        return merged(session, left, right, kind, same, bracketed)
    else:
        condition, is_keyed = join_condition(session, left, right, pairs)
        rows = left.rows * right.rows // (4 if is_keyed else 1)
        if rows > PAIRS_MAX:
            return left
        text = f"{left.text} {kind} {right.text} ON {condition}"
        rows = max(rows, left.rows, right.rows)
    has_comma = left.has_comma or right.has_comma or kind == "," and not bracketed
    return Item(f"({text})" if bracketed else text, left.columns + right.columns, max(rows, 1), has_comma)


def shared_names(left, right):
    ours = {c.name: c for _, c in left.columns}
    return [c.name for _, c in right.columns if c.name in ours and c.type == ours[c.name].type]


def merged(session, left, right, kind, same, bracketed):
    """A join with USING, whose columns are named without their relation."""
    names = session.random.sample(same, session.random.randint(1, min(2, len(same))))
    rows = max(left.rows * right.rows // 4, left.rows, right.rows)
    if rows > PAIRS_MAX:
        return left
    listed = ", ".join(f'"{n}"' for n in names)
    text = f"{left.text} {kind} {right.text} USING ({listed})"
    merged = [("", c) for _, c in left.columns if c.name in names]
    return Item(f"({text})" if bracketed else text, merged + left.columns + right.columns, max(rows, 1), left.has_comma)


# SELECT


def select(session, depth, types=None):
    item = from_clause(session, depth)
    if depth > 0 and session.random.random() < 0.06 and item.rows < PAIRS_MAX // 4:
        item = lateral(session, item, depth, query, aggregate)
    scope = Scope(session, item.columns)
    if depth > 0:
        scope.subqueries = Subqueries(session, depth, query, aggregate)
    where = where_clause(session, scope, depth)
    random = session.random
    if random.random() < 0.4:
        return grouped(session, item, scope, where, types)
    if types is None and random.random() < 0.05 and len(item.columns) == len({c.name for _, c in item.columns}):
        return Query(f"SELECT * FROM {item.text}{where}", [c for _, c in item.columns], item.rows)
    word = "DISTINCT " if random.random() < 0.2 else ""
    outputs = scope.of_types(types) if types else [scope.any() for _ in range(random.randint(1, 5))]
    return Query(f"SELECT {word}{listed(session, outputs, types)[0]} FROM {item.text}{where}",
                 listed(session, outputs, types)[1], item.rows)


def listed(session, outputs, types):
    """The list of a SELECT, and the columns that it gives. Names are the first ones' in a set operation."""
    names = [c.name for c in types] if types else [f"c{i}" for i in range(len(outputs))]
    return (", ".join(f'{e.postgres} AS "{n}"' for e, n in zip(outputs, names)),
            [e.named(n) for e, n in zip(outputs, names)])


def where_clause(session, scope, depth):
    random = session.random
    tests = [scope.boolean(random.choice([1, 1, 2])) for _ in range(random.choice([0, 0, 1, 1, 2]))]
    if random.random() < 0.25:
        tests += [subquery_condition(session, scope, depth, query) for _ in range(random.choice([1, 1, 2]))]
    random.shuffle(tests)
    return conjunction(" WHERE ", [t for t in tests if t])


# GROUP BY


def grouped(session, item, scope, where, types):
    random = session.random
    keys = []
    if types:
        # A key where its type can be had, else an aggregate.
        outputs = []
        for column in types:
            value = scope.of_type(column)
            made = aggregate_of_type(scope, column) if random.random() < 0.4 else None
            if made is None and scope.has_columns(value):
                keys.append(value)
            outputs.append(made or value)
        if not keys:
            keys = [k for k in [scope.any()] if scope.has_columns(k)]
    else:
        for _ in range(random.choice([0, 1, 1, 2, 2, 3])):
            key = scope.column() if random.random() < 0.7 else scope.any(1)
            if scope.has_columns(key) and all(key.postgres != k.postgres for k in keys):
                keys.append(key)
        outputs = [over_key(random, key) for key in keys if random.random() < 0.85]
        outputs += [aggregate(scope) for _ in range(random.randint(0 if outputs else 1, 3))]
        random.shuffle(outputs)
    if not types and not keys and random.random() < 0.3:
        outputs = [aggregate(scope)]
    group, more = group_clause(session, keys)
    if not types:
        outputs = outputs + more
    having = conjunction(" HAVING ", [having_condition(scope, keys)] if random.random() < 0.3 else [])
    text, columns = listed(session, outputs, types)
    word = "DISTINCT " if random.random() < 0.05 else ""
    return Query(f"SELECT {word}{text} FROM {item.text}{where}{group}{having}", columns, max(item.rows // 2, 1))


def over_key(random, key):
    if key.type in INTEGERS and key.bound < 2**14 and random.random() < 0.15:
        return Expression(f"({key.postgres} + 1)", "", key.type, key.bound + 1)
    if key.type == "text" and random.random() < 0.15:
        return Expression(f"({key.postgres} || '!')", "", "text")
    return key


def group_clause(session, keys):
    """The clause, and calls of grouping that go with it."""
    random = session.random
    if not keys:
        return ("", []) if random.random() < 0.7 else (" GROUP BY ()", [])
    names = [k.postgres for k in keys]
    if random.random() < 0.75:
        return " GROUP BY " + ", ".join(names), []
    form = random.choice(["ROLLUP", "CUBE", "GROUPING SETS"])
    if form == "GROUPING SETS":
        sets = [random.sample(names, random.randint(0, len(names))) for _ in range(random.randint(1, 3))] + [names]
        random.shuffle(sets)
        inner = ", ".join(f"({', '.join(s)})" for s in sets)
    else:
        inner = ", ".join(names)
    told = []
    if random.random() < 0.5:
        asked = random.sample(names, random.randint(1, len(names)))
        told.append(Expression(f"grouping({', '.join(asked)})", "", "integer", 2**len(asked)))
    return f" GROUP BY {form} ({inner})", told


ROWS_MAX = 10**4


def aggregate(scope):
    random = scope.random
    filtered = f" FILTER (WHERE {scope.boolean(1)})" if random.random() < 0.25 else ""
    distinct = "DISTINCT " if random.random() < 0.2 else ""
    match random.choice(["count(*)", "count", "count", "sum", "sum", "avg", "min", "max", "truth"]):
        case "count(*)":
            return Expression(f"count(*){filtered}", "", "bigint", ROWS_MAX)
        case "count":
            return Expression(f"count({distinct}{scope.any(1).postgres}){filtered}", "", "bigint", ROWS_MAX)
        case "min" | "max" as name:
            value = scope.any(1)
            if value.type != "boolean":
                return Expression(f"{name}({value.postgres}){filtered}", "", value.type, value.bound, value.scale)
        case "truth":
            name = random.choice(["bool_and", "bool_or", "every"])
            return Expression(f"{name}({scope.boolean(1)}){filtered}", "", "boolean")
        case "sum" | "avg" as name:
            value = scope.number()
            call = f"{name}({distinct}{value.postgres}){filtered}"
            if value.type == "double precision":
                return Expression(call, "", value.type)
            if name == "avg":
                return Expression(call, "", "numeric", value.bound, 20)
            type = "numeric" if value.type in ("bigint", "numeric") else "bigint"
            if value.bound * ROWS_MAX < (10**24 if type == "numeric" else 2**62):
                return Expression(call, "", type, value.bound * ROWS_MAX, value.scale)
    return Expression(f"count(*){filtered}", "", "bigint", ROWS_MAX)


def aggregate_of_type(scope, column):
    for _ in range(6):
        found = aggregate(scope)
        if found.type == column.type:
            return found
    return None


def having_condition(scope, keys):
    random = scope.random
    if keys and random.random() < 0.3:
        return f"{random.choice(keys).postgres} IS {random.choice(['', 'NOT '])}NULL"
    for _ in range(5):
        value = aggregate(scope)
        if value.type in ("bigint", "numeric"):
            return f"{value.postgres} {random.choice(['>', '>=', '<', '<>', '='])} {random.choice([-3, 0, 1, 2, 5])}"
    return "count(*) > 1"
