"""Random typed expressions, each spelled twice: for Millrace in Postgres' SQL, and for DuckDB so that
Postgres' rules hold. In DuckDB all integers are BIGINT, all numerics DECIMAL(38,10), and timestamptz is
TIMESTAMP in UTC."""

from dataclasses import dataclass
from datetime import timedelta

from values import DUCK_TYPES, Column

INTEGERS = {"smallint": 2**15, "integer": 2**31, "bigint": 2**63}
NUMERIC_BOUND = 10**27
# Kinds of results that only Python can finish as Postgres would: carried, never computed with.
FINISHED = ("quotient", "exact sum", "exact average")


@dataclass(frozen=True)
class Expression:
    postgres: str
    duck: str
    type: str
    bound: int = 0
    scale: int = 0

    def named(self, name):
        return Column(name, self.type, self.bound, self.scale)


def leaf(column, qualifier=""):
    name = f'{qualifier}"{column.name}"'
    return Expression(name, name, column.type, column.bound, column.scale)


def text_literal(text):
    return "'" + text.replace("'", "''") + "'"


class ExpressionGenerator:
    def __init__(self, random, columns, shift, zone):
        self.random = random
        self.columns = [leaf(column) for column in columns]
        self.shift = shift
        self.zone = zone

    def leaves(self, *types):
        return [column for column in self.columns if column.type in types]

    def usable(self):
        return [column for column in self.columns if column.type not in FINISHED]

    def any(self, depth=2):
        kind = self.random.choice(["integer", "integer", "numeric", "text", "boolean", "time", "double", "date"])
        if self.random.random() < 0.25 and self.usable():
            return self.random.choice(self.usable())
        return getattr(self, kind)(depth)

    # Numbers

    def integer(self, depth=2):
        pick = self.random.random()
        known = self.leaves("smallint", "integer", "bigint")
        if depth <= 0 or pick < 0.3:
            if known and self.random.random() < 0.75:
                return self.random.choice(known)
            return self.integer_literal()
        if pick < 0.6:
            return self.integer_arithmetic(depth)
        if pick < 0.7:
            text = self.text(depth - 1)
            return Expression(f"length({text.postgres})", f"length({text.duck})", "integer", 400)
        if pick < 0.78:
            number = self.numeric(depth - 1)
            if number.bound < 2**62:
                return Expression(f"CAST({number.postgres} AS bigint)",
                                  f"CAST({number.duck} AS BIGINT)", "bigint", number.bound + 1)
        if pick < 0.82:
            value = self.boolean(depth - 1)
            return Expression(f"CAST({value.postgres} AS integer)", f"CAST({value.duck} AS BIGINT)", "integer", 1)
        if pick < 0.87:
            left, right = self.date(depth - 1), self.date(depth - 1)
            return Expression(f"({left.postgres} - {right.postgres})", f"({left.duck} - {right.duck})",
                              "integer", 100_000)
        if pick < 0.9:
            inner = self.integer(depth - 1)
            if inner.bound < 2**31:
                return Expression(f"CAST(CAST({inner.postgres} AS text) AS integer)", inner.duck, "integer", inner.bound)
        return self.choice_of(self.integer, depth)

    def integer_literal(self):
        value = self.random.choice([0, 1, 2, 3, -1, -2, 7, 10, 100])
        return Expression(f"({value})", f"({value})", "integer", abs(value))

    def integer_arithmetic(self, depth):
        left, right = self.integer(depth - 1), self.integer(depth - 1)
        operator = self.random.choice(["+", "-", "*", "/", "/", "%", "abs", "negate"])
        wider = max(left.type, right.type, key=INTEGERS.get)
        if operator == "abs" and left.bound < INTEGERS[left.type]:
            return Expression(f"abs({left.postgres})", f"abs({left.duck})", left.type, left.bound)
        if operator == "negate" and left.bound < INTEGERS[left.type]:
            return Expression(f"(- {left.postgres})", f"(- {left.duck})", left.type, left.bound)
        if operator in ("/", "%"):
            duck = "//" if operator == "/" else "%"
            if left.bound >= INTEGERS[wider] or right.bound >= INTEGERS[wider]:
                return left
            return Expression(
                f"({left.postgres} {operator} nullif({right.postgres}, 0))",
                f"({left.duck} {duck} nullif({right.duck}, 0))", wider, left.bound)
        if operator not in ("+", "-", "*"):
            return left
        bound = left.bound * right.bound if operator == "*" else left.bound + right.bound
        if bound >= 2**63:
            return left
        if bound >= INTEGERS[wider]:
            return Expression(f"(CAST({left.postgres} AS bigint) {operator} {right.postgres})",
                              f"({left.duck} {operator} {right.duck})", "bigint", bound)
        return Expression(f"({left.postgres} {operator} {right.postgres})",
                          f"({left.duck} {operator} {right.duck})", wider, bound)

    def numeric(self, depth=2):
        pick = self.random.random()
        known = self.leaves("numeric")
        if depth <= 0 or pick < 0.35:
            if known and self.random.random() < 0.8:
                return self.random.choice(known)
            value = self.random.choice(["0.5", "1.25", "-3.7", "10.00", "0.01"])
            return Expression(f"({value})", f"CAST({value} AS DECIMAL(38,10))", "numeric", 10, 2)
        if pick < 0.65:
            return self.numeric_arithmetic(depth)
        if pick < 0.8:
            inner, digits = self.numeric(depth - 1), self.random.randint(0, 3)
            if inner.bound < 10**26:
                return Expression(
                    f"round({inner.postgres}, {digits})",
                    f"CAST(round({inner.duck}, {digits}) AS DECIMAL(38,10))", "numeric", inner.bound + 1, digits)
        if pick < 0.88:
            inner = self.integer(depth - 1)
            return Expression(f"CAST({inner.postgres} AS numeric)", self.widened(inner), "numeric", inner.bound)
        return self.choice_of(self.numeric, depth)

    def numeric_arithmetic(self, depth):
        left, right = self.numeric(depth - 1), self.numeric(depth - 1)
        if self.random.random() < 0.3:
            whole = self.integer(depth - 1)
            right = Expression(whole.postgres, self.widened(whole), "numeric", whole.bound)
        operator = self.random.choice(["+", "-", "*", "abs"])
        if operator == "abs":
            return Expression(f"abs({left.postgres})", f"abs({left.duck})", "numeric", left.bound, left.scale)
        if operator == "*":
            if left.bound * right.bound >= 10**17 or left.scale + right.scale > 10:
                return left
            return Expression(
                f"({left.postgres} * {right.postgres})",
                f"CAST({left.duck} * {right.duck} AS DECIMAL(38,10))", "numeric",
                left.bound * right.bound, left.scale + right.scale)
        if left.bound + right.bound >= NUMERIC_BOUND:
            return left
        return Expression(f"({left.postgres} {operator} {right.postgres})",
                          f"CAST({left.duck} {operator} {right.duck} AS DECIMAL(38,10))", "numeric",
                          left.bound + right.bound, max(left.scale, right.scale))

    @staticmethod
    def widened(inner):
        return f"CAST({inner.duck} AS DECIMAL(38,10))"

    def double(self, depth=2):
        pick = self.random.random()
        known = self.leaves("double precision")
        if depth <= 0 or pick < 0.4:
            if known and self.random.random() < 0.8:
                return self.random.choice(known)
            value = self.random.choice(["0.1", "2.5", "-1e3", "0.3"])
            return Expression(f"CAST('{value}' AS double precision)", f"CAST('{value}' AS DOUBLE)", "double precision")
        if pick < 0.55:
            left, right = self.double(0), self.double(0)
            operator = self.random.choice(["+", "-"])
            return Expression(f"({left.postgres} {operator} {right.postgres})",
                              f"({left.duck} {operator} {right.duck})", "double precision")
        if pick < 0.65:
            left, divisor = self.double(0), self.random.choice(["3", "-7", "0.5"])
            return Expression(f"({left.postgres} / {divisor})",
                              f"({left.duck} / CAST('{divisor}' AS DOUBLE))", "double precision")
        if pick < 0.75:
            inner = self.numeric(depth - 1)
            return Expression(f"CAST({inner.postgres} AS double precision)",
                              f"CAST(CAST({inner.duck} AS VARCHAR) AS DOUBLE)", "double precision")
        if pick < 0.85:
            inner = self.integer(depth - 1)
            return Expression(f"CAST({inner.postgres} AS double precision)",
                              f"CAST({inner.duck} AS DOUBLE)", "double precision")
        return self.choice_of(self.double, depth)

    def quotient(self):
        """A division of numerics, which only Python's model rounds as Postgres does."""
        left, right = self.numeric(1), self.numeric(1)
        if self.random.random() < 0.3:
            whole = self.integer(1)
            right = Expression(whole.postgres, self.widened(whole), "numeric", whole.bound)
        if left.bound > 10**7 or right.bound > 10**7:
            return None
        return Expression(
            f"({left.postgres} / nullif({right.postgres}, 0))",
            "{'dividend': " + f"CAST({left.duck} AS VARCHAR), 'divisor': CAST(nullif({right.duck}, 0) AS VARCHAR)"
            + f", 'scale': {max(left.scale, right.scale)}" + "}", "quotient")

    # Texts

    def text(self, depth=2):
        pick = self.random.random()
        known = self.leaves("text")
        if depth <= 0 or pick < 0.35:
            if known and self.random.random() < 0.85:
                return self.random.choice(known)
            literal = text_literal(self.random.choice(["", "a", "b", "it's", "é日", "%", "🦆"]))
            return Expression(f"CAST({literal} AS text)", literal, "text")
        inner = self.text(depth - 1)
        if pick < 0.5:
            other = self.text(depth - 1)
            return self.like(inner, f"({inner.postgres} || {other.postgres})", f"({inner.duck} || {other.duck})")
        if pick < 0.6:
            other = self.integer(depth - 1)
            return Expression(f"({inner.postgres} || CAST({other.postgres} AS text))",
                              f"({inner.duck} || CAST({other.duck} AS VARCHAR))", "text")
        if pick < 0.68:
            start, count = self.random.randint(1, 3), self.random.randint(0, 4)
            return self.like(inner, f"substring({inner.postgres} FROM {start} FOR {count})",
                             f"substring({inner.duck}, {start}, {count})")
        if pick < 0.76:
            name, count = self.random.choice(["left", "right"]), self.random.choice([-2, -1, 0, 1, 2, 5])
            return self.like(inner, f"{name}({inner.postgres}, {count})", f"{name}({inner.duck}, {count})")
        if pick < 0.82:
            return self.like(inner, f"replace({inner.postgres}, 'a', 'ñ')", f"replace({inner.duck}, 'a', 'ñ')")
        if pick < 0.87:
            value = self.boolean(depth - 1)
            return Expression(f"CAST({value.postgres} AS text)", f"CAST({value.duck} AS VARCHAR)", "text")
        if pick < 0.92:
            value = self.date(depth - 1)
            return Expression(f"CAST({value.postgres} AS text)", f"CAST({value.duck} AS VARCHAR)", "text")
        return self.choice_of(self.text, depth)

    @staticmethod
    def like(inner, postgres, duck):
        return Expression(postgres, duck, inner.type)

    # Times

    def time(self, depth=2):
        pick = self.random.random()
        known = self.leaves("timestamp", "timestamptz")
        if depth <= 0 or pick < 0.35 or not known:
            if known:
                return self.random.choice(known)
            literal = "TIMESTAMP '2024-01-15 22:00:00'"
            return Expression(literal, literal, "timestamp")
        inner = self.time(depth - 1)
        if pick < 0.5:
            seconds = self.random.choice([1, 90, 3600])
            return Expression(f"({inner.postgres} + INTERVAL '{seconds} seconds')",
                              f"({inner.duck} + to_seconds({seconds}))", inner.type)
        if pick < 0.8:
            unit = self.random.choice(["minute", "hour", "day", "month"])
            if inner.type == "timestamp":
                return Expression(f"date_trunc('{unit}', {inner.postgres})",
                                  f"CAST(date_trunc('{unit}', {inner.duck}) AS TIMESTAMP)", "timestamp")
            minutes = int(self.shift.total_seconds()) // 60
            return Expression(
                f"date_trunc('{unit}', {inner.postgres})",
                f"(CAST(date_trunc('{unit}', {inner.duck} + to_minutes({minutes})) AS TIMESTAMP) - to_minutes({minutes}))",
                "timestamptz")
        minutes = int(self.shift.total_seconds()) // 60
        if inner.type == "timestamptz":
            return Expression(f"CAST({inner.postgres} AS timestamp)", f"({inner.duck} + to_minutes({minutes}))", "timestamp")
        return Expression(f"CAST({inner.postgres} AS timestamptz)", f"({inner.duck} - to_minutes({minutes}))", "timestamptz")

    def time_of(self, type):
        for _ in range(4):
            value = self.time(1)
            if value.type == type:
                return value
        literal = "TIMESTAMP '2024-01-15 22:00:30'"
        if type == "timestamp":
            return Expression(literal, literal, type)
        return Expression("TIMESTAMPTZ '2024-01-15 22:00:30+00'", literal, type)

    def date(self, depth=1):
        known = self.leaves("date")
        pick = self.random.random()
        if known and (pick < 0.6 or depth <= 0):
            return self.random.choice(known)
        if pick < 0.8 and depth > 0:
            inner = self.time_of("timestamp")
            return Expression(f"CAST({inner.postgres} AS date)", f"CAST({inner.duck} AS DATE)", "date")
        days = self.random.randint(-40, 40)
        return Expression(f"(DATE '2024-01-10' + {days})", f"CAST(DATE '2024-01-10' + {days} AS DATE)", "date")

    # Truth values

    def boolean(self, depth=2):
        pick = self.random.random()
        known = self.leaves("boolean")
        if known and (pick < 0.15 or depth <= 0):
            return self.random.choice(known)
        if depth <= 0:
            return self.comparison(0)
        if pick < 0.35:
            return self.comparison(depth - 1)
        if pick < 0.65:
            left, right = self.boolean(depth - 1), self.boolean(depth - 1)
            word = self.random.choice(["AND", "OR"])
            return self.truth(f"({left.postgres} {word} {right.postgres})", f"({left.duck} {word} {right.duck})")
        if pick < 0.73:
            inner = self.boolean(depth - 1)
            return self.truth(f"(NOT {inner.postgres})", f"(NOT {inner.duck})")
        if pick < 0.81 and self.columns:
            value = self.any(0)
            word = self.random.choice(["IS NULL", "IS NOT NULL"])
            return self.truth(f"({value.postgres} {word})", f"({value.duck} {word})")
        if pick < 0.86:
            inner = self.boolean(depth - 1)
            word = self.random.choice(["IS TRUE", "IS NOT TRUE", "IS FALSE", "IS NOT FALSE", "IS UNKNOWN"])
            duck = {"IS TRUE": f"coalesce({inner.duck}, false)", "IS NOT TRUE": f"(NOT coalesce({inner.duck}, false))",
                    "IS FALSE": f"(NOT coalesce({inner.duck}, true))", "IS NOT FALSE": f"coalesce({inner.duck}, true)",
                    "IS UNKNOWN": f"({inner.duck} IS NULL)"}[word]
            return self.truth(f"({inner.postgres} {word})", duck)
        if pick < 0.92:
            return self.membership(depth)
        if pick < 0.96:
            value, low, high = self.integer(depth - 1), self.integer(0), self.integer(0)
            word = self.random.choice(["BETWEEN", "NOT BETWEEN"])
            return self.truth(f"({value.postgres} {word} {low.postgres} AND {high.postgres})",
                              f"({value.duck} {word} {low.duck} AND {high.duck})")
        value, pattern = self.text(depth - 1), self.random.choice(["%a%", "_", "", "%", "é%", "%!%", "a_", "%b"])
        word = self.random.choice(["LIKE", "NOT LIKE"])
        return self.truth(f"({value.postgres} {word} '{pattern}')", f"({value.duck} {word} '{pattern}')")

    def membership(self, depth):
        kind = self.random.choice([self.integer, self.text])
        value = kind(depth - 1)
        members = [kind(0) for _ in range(self.random.randint(1, 3))]
        null = ", NULL" if self.random.random() < 0.3 else ""
        word = self.random.choice(["IN", "NOT IN"])
        return self.truth(f"({value.postgres} {word} ({', '.join(m.postgres for m in members)}{null}))",
                          f"({value.duck} {word} ({', '.join(m.duck for m in members)}{null}))")

    def comparison(self, depth):
        kind = self.random.choice(["integer", "integer", "numeric", "mixed", "text", "time", "double", "date"])
        if kind == "mixed":
            left, whole = self.numeric(depth), self.integer(depth)
            right = Expression(whole.postgres, self.widened(whole), "numeric")
        elif kind == "time":
            left = self.time(depth)
            right = self.time_of(left.type)
        else:
            left, right = getattr(self, kind)(depth), getattr(self, kind)(depth)
        operator = self.random.choice(
            ["=", "<>", "<", "<=", ">", ">=", "IS DISTINCT FROM", "IS NOT DISTINCT FROM"])
        return self.truth(f"({left.postgres} {operator} {right.postgres})",
                          f"({left.duck} {operator} {right.duck})")

    @staticmethod
    def truth(postgres, duck):
        return Expression(postgres, duck, "boolean")

    # Choices between values of one kind

    def choice_of(self, kind, depth):
        first, second = kind(depth - 1), kind(depth - 1)
        if first.type in INTEGERS:
            result = max(first.type, second.type, key=INTEGERS.get)
        elif first.type != second.type:
            return first
        else:
            result = first.type
        bound, scale = max(first.bound, second.bound), max(first.scale, second.scale)
        form = self.random.choice(["case", "case", "simple case", "coalesce", "nullif", "greatest", "least"])
        if form == "case":
            test = self.boolean(depth - 1)
            other = self.random.random() < 0.7
            ends = [f" ELSE {second.postgres} END)", f" ELSE {second.duck} END)"] if other else [" END)", " END)"]
            return Expression(f"(CASE WHEN {test.postgres} THEN {first.postgres}{ends[0]}",
                              f"(CASE WHEN {test.duck} THEN {first.duck}{ends[1]}",
                              result if other else first.type, bound, scale)
        if form == "simple case":
            value = self.integer(0)
            return Expression(
                f"(CASE {value.postgres} WHEN 1 THEN {first.postgres} WHEN -1 THEN NULL ELSE {second.postgres} END)",
                f"(CASE {value.duck} WHEN 1 THEN {first.duck} WHEN -1 THEN NULL ELSE {second.duck} END)",
                result, bound, scale)
        if form == "nullif":
            return Expression(f"nullif({first.postgres}, {second.postgres})",
                              f"nullif({first.duck}, {second.duck})", first.type, first.bound, first.scale)
        return Expression(f"{form}({first.postgres}, {second.postgres})",
                          f"{form}({first.duck}, {second.duck})", result, bound, scale)


def duck_cast(expression):
    return f"CAST({expression.duck} AS {DUCK_TYPES[expression.type]})" if expression.type in DUCK_TYPES else expression.duck


def zone_shift(zone):
    """East of UTC in January 2024, when all random data happens: no clock changes within it."""
    from datetime import datetime
    from zoneinfo import ZoneInfo

    return datetime(2024, 1, 15, tzinfo=ZoneInfo(zone)).utcoffset() or timedelta(0)
