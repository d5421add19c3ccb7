"""Answers in a form that can be compared exactly: Postgres' results from DuckDB's, and Millrace's JSON."""

import json
import math
from collections import Counter
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext
from fractions import Fraction

WIDE = Context(prec=120)


class Number(str):
    """A number as it is spelled in JSON."""


def postgres_quotient(dividend, divisor, scale):
    """numeric / numeric as Postgres rounds it: its select_div_scale counts digits of base 10 000 and
    asks for 16 significant digits, never fewer behind the point than the operands have."""
    with localcontext(WIDE):
        def leading(value):
            if value == 0:
                return 0, 0
            weight = value.copy_abs().adjusted() // 4
            return weight, int(value.copy_abs().scaleb(-4 * weight))

        (weight1, first1), (weight2, first2) = leading(dividend), leading(divisor)
        weight = weight1 - weight2 - (1 if first1 <= first2 else 0)
        digits = max(16 - 4 * weight, scale, 0)
        return (dividend / divisor).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)


def normalised(value):
    with localcontext(WIDE):
        text = format(value.normalize(), "f")
    return "0" if text in ("-0", "0") else text


def double_text(value):
    return repr(value + 0.0 if value != 0 else 0.0)


def time_text(value):
    text = value.strftime("%Y-%m-%dT%H:%M:%S")
    return text + value.strftime(".%f") if value.microsecond else text


def zoned_text(value, shift):
    local = value + shift
    minutes = int(shift.total_seconds()) // 60
    sign = "-" if minutes < 0 else "+"
    hours, rest = divmod(abs(minutes), 60)
    offset = "Z" if minutes == 0 else f"{sign}{hours:02}:{rest:02}"
    return local.strftime("%Y-%m-%dT%H:%M:%S.") + f"{local.microsecond // 1000:03}{offset}"


def expected(type, value, shift):
    if type == "exact sum" or type == "exact average":
        if not value:
            return None
        # Rounded once, also where it is divided.
        average = sum(map(Fraction, value)) / len(value)
        return double_text(math.fsum(value) if type == "exact sum" else float(average))
    if value is None:
        return None
    if type == "quotient":
        if value["dividend"] is None or value["divisor"] is None:
            return None
        return normalised(postgres_quotient(Decimal(value["dividend"]), Decimal(value["divisor"]), value["scale"]))
    if type == "numeric":
        return normalised(Decimal(value))
    if type == "double precision":
        return double_text(value)
    if type == "boolean":
        return bool(value)
    if type == "timestamp":
        return time_text(value)
    if type == "timestamptz":
        return zoned_text(value, shift)
    return str(value)


def actual(type, value):
    """A value of JSON; one of the wrong kind is marked so that it differs from every answer."""
    if value is None:
        return None
    wants_number = type in ("smallint", "integer", "bigint", "numeric", "quotient", "double precision",
                            "exact sum", "exact average")
    if isinstance(value, Number) != wants_number:
        return f"{type} written as {value!r}"
    if type in ("numeric", "quotient"):
        return normalised(Decimal(value))
    if wants_number and type not in ("smallint", "integer", "bigint"):
        return double_text(float(value))
    return value if isinstance(value, bool) else str(value)


def expected_rows(rows, columns, shift):
    return [tuple(expected(c.type, v, shift) for c, v in zip(columns, row)) for row in rows]


def actual_rows(text, columns):
    rows = []
    for line in text.splitlines():
        row = json.loads(line, parse_int=Number, parse_float=Number)
        if list(row) != [column.name for column in columns]:
            return [("columns", *row)]
        rows.append(tuple(actual(c.type, row[c.name]) for c in columns))
    return rows


def difference(wanted, got, ordered=False):
    """What differs, or nothing."""
    if ordered and wanted != got or not ordered and Counter(wanted) != Counter(got):
        missing, surplus = Counter(wanted) - Counter(got), Counter(got) - Counter(wanted)
        lines = [f"{len(wanted)} rows expected, {len(got)} answered"]
        lines += [f"  only DuckDB:   {row}" for row in sorted(missing.elements(), key=repr)[:8]]
        lines += [f"  only Millrace: {row}" for row in sorted(surplus.elements(), key=repr)[:8]]
        if not missing and not surplus:
            lines.append("  the order differs")
        return "\n".join(lines)
    return None
