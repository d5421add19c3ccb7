"""Subqueries as values and truth values anywhere, and LATERAL: correlated over one or more levels."""

from epochs.conditions import comparable, comparison, conjunction, equality, inner_relation, subquery_condition
from epochs.scopes import Item, Scope
from expressions import Expression


class Subqueries:
    """Makes subqueries for the expressions of a scope; `aggregate` and `query` are those of `epochs.queries`."""

    def __init__(self, session, depth, query, aggregate):
        self.session, self.depth, self.query, self.aggregate = session, depth, query, aggregate

    def inner(self, scope):
        """A relation, and a WHERE that may name what the outer query names."""
        random = self.session.random
        inner = inner_relation(self.session, self.depth - 1, self.query)
        tests = []
        pairs = comparable(scope, inner)
        if pairs and random.random() < 0.75:
            tests.append(equality(random, scope, inner, pairs))
        if pairs and random.random() < 0.2:
            tests.append(comparison(random, scope, inner))
        if random.random() < 0.3:
            both = Scope(self.session, inner.columns + scope.columns * (random.random() < 0.4))
            if self.depth > 1 and random.random() < 0.3:
                both.subqueries = Subqueries(self.session, self.depth - 1, self.query, self.aggregate)
            tests.append(both.boolean(1))
        random.shuffle(tests)
        return inner, conjunction(" WHERE ", tests)

    def value(self, scope):
        """One row by itself: an aggregate without GROUP BY, so that no order decides."""
        inner, where = self.inner(scope)
        made = self.aggregate(Scope(self.session, inner.columns))
        text = f"(SELECT {made.postgres} FROM {inner.text}{where})"
        if made.type == "bigint" and self.session.random.random() < 0.2:
            text = f"coalesce({text}, 0)"
        return Expression(text, "", made.type, made.bound, made.scale)

    def truth(self, scope, other):
        """A condition with a subquery that is no conjunct of WHERE by itself."""
        random = self.session.random
        made = self.quantified(scope) if random.random() < 0.25 else None
        made = made or subquery_condition(self.session, scope, self.depth - 1, self.query)
        if made is None:
            return other
        return random.choice([
            f"({other} OR {made})", f"({other} AND {made})", f"(NOT ({made}))", f"(({made}) IS NULL)",
            f"(({made}) IS NOT TRUE)", f"(CASE WHEN {made} THEN {other} ELSE false END)", f"(({made}) = {other})"])

    def quantified(self, scope):
        random = self.session.random
        inner, where = self.inner(scope)
        pairs = [(a, b) for a, b in comparable(scope, inner) if a.type != "boolean"]
        if not pairs:
            return None
        ours, theirs = random.choice(pairs)
        operator = f"{random.choice(['=', '<>', '<', '<=', '>', '>='])} {random.choice(['ANY', 'ALL'])}"
        return f"{ours.postgres} {operator} (SELECT {theirs.postgres} FROM {inner.text}{where})"


def lateral(session, item, depth, query, aggregate):
    """The item joined with a subquery that names its columns."""
    random = session.random
    subqueries = Subqueries(session, depth, query, aggregate)
    inner, where = subqueries.inner(item)
    scope = Scope(session, inner.columns)
    alias = session.name("l")
    form = random.choice(["rows", "rows", "distinct", "figures", "groups"])
    group = ""
    if form in ("figures", "groups"):
        outputs = [aggregate(scope) for _ in range(random.randint(1, 2))]
        if form == "groups":
            key = scope.column()
            outputs.append(key)
            group = f" GROUP BY {key.postgres}"
    else:
        outputs = [scope.column() for _ in range(random.randint(1, 3))]
    word = "DISTINCT " if form == "distinct" else ""
    listed = ", ".join(f'{e.postgres} AS "c{i}"' for i, e in enumerate(outputs))
    text = f"LATERAL (SELECT {word}{listed} FROM {inner.text}{where}{group}) AS {alias}"
    columns = item.columns + [(alias, e.named(f"c{i}")) for i, e in enumerate(outputs)]
    # Within a join LATERAL does not see what stands before a comma (docs/sql.md, "Not there yet").
    links = [", {}"] if item.has_comma else [" CROSS JOIN {}", " JOIN {} ON TRUE", " LEFT JOIN {} ON TRUE", ", {}"]
    link = random.choice(links)
    return Item(item.text + link.format(text), columns, item.rows * 2)
