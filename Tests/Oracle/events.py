"""Random event files: rows, what is wrong with some of them, and what an engine must make of each."""

import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from values import DECLARED, TABLE_COLUMNS, field_text, random_value

CLOCK = datetime(2024, 1, 15, 21, 58, 0)
DEFAULT_CHECK = ("k_is_small", "k < 5000")


@dataclass
class Table:
    name: str
    columns: list
    format: str
    event_time: str
    delay_seconds: int
    partition_by_file: bool
    unique_within: int | None  # seconds; None: not UNIQUE
    shift: timedelta
    is_upsert: bool = False  # PRIMARY KEY (id)
    quoted_nulls: bool = False
    files: list = field(default_factory=list)  # (name, bytes, [Record]) in the order of their names

    def column(self, name):
        return next(column for column in self.columns if column.name == name)

    def definition(self, folder):
        columns = []
        for column in self.columns:
            required = " NOT NULL" if column.name == "id" else ""
            columns.append(f"  {column.name} {DECLARED.get(column.name, column.type)}{required}")
        constraints = ["  CONSTRAINT k_is_small CHECK (k < 5000)"]
        if self.unique_within is not None:
            constraints.append(f"  UNIQUE (id) WITH (within = '{self.unique_within} seconds')")
        if self.is_upsert:
            constraints.append("  PRIMARY KEY (id)")
        options = [
            "connector = 'files'", f"path = '{folder}'", f"format = '{self.format}'",
            f"event_time = '{self.event_time}'", f"watermark = '{self.delay_seconds} seconds'"]
        if self.partition_by_file:
            options.append("partition_by = 'file'")
        if self.format == "csv" and self.quoted_nulls:
            options.append("null = 'NIL'")
        body = ",\n".join(columns + constraints)
        return f"CREATE TABLE {self.name} (\n{body}\n) WITH ({', '.join(options)});"


@dataclass
class Record:
    raw: bytes
    row: dict | None  # None: a row that no strict reader accepts


def random_table(random, name, shift):
    kept = [column for column in TABLE_COLUMNS
            if column.name in ("id", "k", "g", "ts") or random.random() < 0.75]
    random.shuffle(kept)
    times = [column.name for column in kept if column.name in ("ts", "tz")]
    unique = random.random() < 0.25
    is_upsert = not unique and random.random() < 0.3
    table = Table(
        name=name, columns=kept, format=random.choice(["json", "csv"]),
        event_time=random.choice(times), delay_seconds=random.choice([0, 5, 30, 120]),
        partition_by_file=not unique and not is_upsert and random.random() < 0.3, is_upsert=is_upsert,
        unique_within=random.choice([20, 200, 86400]) if unique else None, shift=shift,
        quoted_nulls=random.random() < 0.5)
    return table


def add_files(random, table, count, rows, first=0):
    """Appends files that are later in name order than those that the table has."""
    suffix = "jsonl" if table.format == "json" else "csv"
    earlier = [r.row for _, _, records in table.files for r in records if r.row]
    clock = CLOCK + timedelta(minutes=3 * len(table.files))
    for index in range(first, first + count):
        records = []
        for _ in range(random.randint(0, rows)):
            if random.random() < 0.3:
                # Whole seconds: times and watermarks that lie on a window's edge.
                clock = clock.replace(microsecond=0)
            clock += timedelta(milliseconds=random.choice([0, 1000, 5000, 15_000, 900, random.randint(0, 20_000)]))
            row = random_row(random, table, clock)
            if table.unique_within is not None and earlier and random.random() < 0.3:
                row = copy_of(random, table, random.choice(earlier[-20:]), row)
            record = random_record(random, table, row)
            records.append(record)
            if record.row:
                earlier.append(record.row)
        table.files.append((f"part-{index:03}.{suffix}", file_bytes(random, table, records), records))


def random_row(random, table, clock):
    row = {}
    for column in table.columns:
        required = column.name in ("id", table.event_time)
        if column.name == "id":
            row["id"] = random.randint(0, 10**6) if table.unique_within is not None else random.randint(0, 60)
        elif column.name in ("ts", "tz"):
            late = random.choice([0, 0, 0, random.randint(0, 60) * 1000, random.randint(0, 40_000), random.randint(0, 400_000)])
            row[column.name] = clock - timedelta(milliseconds=late)
        else:
            row[column.name] = random_value(random, column, clock)
        if not required and random.random() < 0.15:
            row[column.name] = None
    return row


def copy_of(random, table, first, fresh):
    """A row with the id of an earlier one: often equal, else with other content."""
    form = random.random()
    if form < 0.5:
        return dict(first)
    return dict(fresh, id=first["id"])


BAD_JSON = ["broken", "id null", "k text", "k large", "k checked", "time", "utf8", "array", "n large", "id missing"]
BAD_CSV = ["id null", "k text", "k large", "k checked", "time", "utf8", "n large", "fields"]


def random_record(random, table, row):
    bad = None
    if random.random() < 0.05:
        bad = random.choice(BAD_JSON if table.format == "json" else BAD_CSV)
        if bad == "n large" and "n" not in row:
            bad = "id null"
    raw = json_line(random, table, row, bad) if table.format == "json" else csv_line(random, table, row, bad)
    return Record(raw, None if bad else row)


def cells(random, table, row, bad):
    texts = {}
    for column in table.columns:
        value = row[column.name]
        texts[column.name] = None if value is None else field_text(random, column, value, table.shift)
    if bad == "id null":
        texts["id"] = None
    if bad == "k text":
        texts["k"] = "many"
    if bad == "k large":
        texts["k"] = "99999999999"
    if bad == "k checked":
        texts["k"] = str(random.randint(5000, 6000))
    if bad == "n large":
        texts["n"] = "99999999999.5"
    if bad == "time":
        texts[table.event_time] = random.choice(["2024-13-45 00:00:00", "soon", "infinity"])
    return texts


def json_line(random, table, row, bad):
    if bad == "broken":
        return random.choice([b"{", b'{"id":1,}', b"nonsense", b'{"id":1} {"id":2}', b'{"id":01}', b'{"g":"\t"}'])
    if bad == "array":
        return b"[1]"
    texts = cells(random, table, row, bad)
    members = []
    for column in table.columns:
        text = texts[column.name]
        if column.name == "id" and bad == "id missing":
            continue
        if text is None:
            if random.random() < 0.5:
                members.append((column.name, "null"))
            continue
        quoted = column.type in ("text", "timestamp", "timestamptz", "date") or text == "many"
        if quoted:
            text = json.dumps(text, ensure_ascii=random.random() < 0.5)
        elif column.name == "id" and random.random() < 0.1:
            text += ".0"
        members.append((column.name, text))
    if random.random() < 0.2:
        members.append(("unknown", random.choice(['{"a":[1,2,{"b":null}]}', "17", '"x"', "[]"])))
    random.shuffle(members)
    if members and random.random() < 0.05:
        members.insert(0, ("g", '"overwritten"'))
        if not any(name == "g" for name, _ in members[1:]):
            members.append(("g", "null"))
    space = random.choice(["", " "])
    line = "{" + f",{space}".join(f'"{name}":{space}{text}' for name, text in members) + "}"
    raw = line.encode()
    if bad == "utf8":
        raw = raw[:-1] + b',"note":"\xff\xfe"}'
    return raw


def csv_line(random, table, row, bad):
    texts = cells(random, table, row, bad)
    null = "NIL" if table.quoted_nulls else ""
    fields = []
    for column in table.columns:
        text = texts[column.name]
        if text is None:
            fields.append(null)
        elif any(c in text for c in ',"\n') or text in ("", null) or random.random() < 0.1:
            fields.append('"' + text.replace('"', '""') + '"')
        else:
            fields.append(text)
    if bad == "fields":
        fields = fields + ["1"]
    raw = ",".join(fields).encode()
    if bad == "utf8":
        position = [column.name for column in table.columns].index("g")
        parts = [f.encode() for f in fields]
        parts[position] = b"\xc3("
        raw = b",".join(parts)
    return raw


def file_bytes(random, table, records):
    lines = [record.raw for record in records]
    if table.format == "csv":
        lines.insert(0, ",".join(column.name for column in table.columns).encode())
    ending = b"\r\n" if random.random() < 0.1 else b"\n"
    if table.format == "json" and random.random() < 0.2:
        lines.insert(random.randint(0, len(lines)), b"")
    whole = ending.join(lines)
    if lines and random.random() < 0.8:
        whole += ending
    return whole
