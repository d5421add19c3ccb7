"""Columns of random tables: their SQL types, random values, and their spelling in a file."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

TEXTS = ["", "a", "A", "ab", "b", "zebra", "é", "ünï", "日本", "🦆 quack", 'q"uote', "com,ma",
         "back\\slash", "two\nlines", "100%", "under_score", " spaced ", "null", "0", "-17", "Ω"]
DOUBLES = [0.0, 0.1, 0.2, 0.3, -0.5, 1.5, 2.5, -2.5, 1e-7, 123456.789, -1e10, 1 / 3, 4503599627370497.5,
           1e22, -1e22, 1e-300]


@dataclass(frozen=True)
class Column:
    """A column of a table or view. `bound` is the largest magnitude of a number, `scale` its digits
    behind the point."""

    name: str
    type: str
    bound: int = 0
    scale: int = 0


TABLE_COLUMNS = [
    Column("id", "bigint", 10**6),
    Column("k", "integer", 5000),
    Column("s", "smallint", 120),
    Column("big", "bigint", 2**63),
    Column("g", "text"),
    Column("n", "numeric", 10**6, 2),
    Column("m", "numeric", 10**4, 4),
    Column("w", "numeric", 10**25, 5),
    Column("d", "double precision"),
    Column("b", "boolean"),
    Column("ts", "timestamp"),
    Column("tz", "timestamptz"),
    Column("dt", "date"),
]
DECLARED = {"n": "numeric(12,2)", "m": "numeric(8,4)", "w": "numeric(30,5)"}

DUCK_TYPES = {
    "smallint": "BIGINT", "integer": "BIGINT", "bigint": "BIGINT", "numeric": "DECIMAL(38,10)",
    "double precision": "DOUBLE", "text": "VARCHAR", "boolean": "BOOLEAN", "timestamp": "TIMESTAMP",
    "timestamptz": "TIMESTAMP", "date": "DATE",
}


def rounded(value, scale):
    return value.quantize(Decimal(1).scaleb(-scale), ROUND_HALF_UP)


def random_value(random, column, clock):
    """A value as an answer would hold it; times of timestamptz are in UTC without a zone."""
    name = column.name
    if name == "k":
        return random.choice([random.randint(-5, 5), random.randint(-4000, 4999)])
    if name == "s":
        return random.randint(-120, 120) if random.random() < 0.3 else random.randint(-3, 3)
    if name == "big":
        return random.choice([random.randint(-9, 9), 2**63 - 1, -(2**63), random.randint(-(2**62), 2**62)])
    if name == "g":
        return random.choice(TEXTS)
    if name == "n":
        return Decimal(random.choice([random.randint(-300, 300), random.randint(-10**7, 10**7)])).scaleb(-2)
    if name == "m":
        return Decimal(random.choice([random.randint(-20, 20) * 2500, random.randint(-10**7, 10**7)])).scaleb(-4)
    if name == "w":
        return Decimal(random.choice([random.randint(-9, 9), random.randint(-10**29, 10**29)])).scaleb(-5)
    if name == "d":
        return random.choice([random.choice(DOUBLES), random.uniform(-1000, 1000), float(random.randint(-20, 20))])
    if name == "b":
        return random.random() < 0.5
    if name == "dt":
        return date(2024, 1, 10) + timedelta(days=random.randint(-40, 40))
    if name == "tz":
        return clock + timedelta(milliseconds=random.choice([0, random.randint(-90_000, 90_000)]))
    raise ValueError(name)


def time_text(random, value, separators="T "):
    separator = random.choice(separators)
    if value.microsecond == 0:
        return value.strftime(f"%Y-%m-%d{separator}%H:%M:%S")
    text = value.strftime(f"%Y-%m-%d{separator}%H:%M:%S.%f")
    return text.rstrip("0") if random.random() < 0.5 else text


def field_text(random, column, value, shift):
    """The text of a value in a file. `shift` is the session's zone, east of UTC: text without an offset
    is local there, and text with one is read as local time there where the column has no zone."""
    if column.type == "boolean":
        return "true" if value else "false"
    if column.type in ("timestamp", "timestamptz"):
        local = value + shift if column.type == "timestamptz" else value
        form = random.random()
        if form < 0.7:
            return time_text(random, local)
        if form < 0.85:
            return time_text(random, local - shift) + "Z"
        other = timedelta(minutes=random.choice([-570, -300, 60, 345, 840]))
        sign, minutes = ("-", -other) if other < timedelta(0) else ("+", other)
        hours, rest = divmod(int(minutes.total_seconds()) // 60, 60)
        return time_text(random, local - shift + other) + f"{sign}{hours:02}:{rest:02}"
    if column.type == "numeric":
        return format(value, "f")
    if column.type == "double precision":
        return repr(value)
    return str(value)
