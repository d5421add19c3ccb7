"""Rows of PostgreSQL and of Millrace in one form, so that equal answers are equal tuples."""

import json
from datetime import datetime, timezone
from decimal import Decimal

from answers import Number, double_text, normalised

# PostgreSQL's numbers of types.
BOOLEAN, SMALLINT, INTEGER, BIGINT, NUMERIC, REAL, DOUBLE = 16, 21, 23, 20, 1700, 700, 701
TIMESTAMP, TIMESTAMPTZ = 1114, 1184
NUMBERS = (SMALLINT, INTEGER, BIGINT, NUMERIC, REAL, DOUBLE)


def instant(text):
    return datetime.fromisoformat(text).astimezone(timezone.utc).isoformat()


def local_time(text):
    return datetime.fromisoformat(text).isoformat()


READERS = {
    BOOLEAN: lambda text: text == "t", NUMERIC: lambda text: normalised(Decimal(text)),
    REAL: lambda text: double_text(float(text)), DOUBLE: lambda text: double_text(float(text)),
    TIMESTAMP: local_time, TIMESTAMPTZ: instant,
}


class Reader:
    """Values of one type from both sides; what was seen before is not read again."""

    def __init__(self, type):
        self.type = type
        self.read = READERS.get(type, str)
        self.seen = {}

    def postgres(self, content):
        if content is None:
            return None
        if content not in self.seen:
            self.seen[content] = self.read(content.decode())
        return self.seen[content]

    def millrace(self, value):
        if value is None:
            return None
        if isinstance(value, Number) != (self.type in NUMBERS) or isinstance(value, bool) != (self.type == BOOLEAN):
            return f"written as {value!r}"
        if isinstance(value, (bool, list, dict)):
            return value if isinstance(value, bool) else json.dumps(value)
        if value not in self.seen:
            self.seen[value] = self.read(value)
        return self.seen[value]


def postgres_rows(result, readers):
    columns = range(result.nfields)
    return [tuple(readers[c].postgres(result.get_value(row, c)) for c in columns) for row in range(result.ntuples)]
