"""Random tables over topics: their columns and the messages that insert, update and delete rows."""

import json
import zlib
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal

from topics import Message
from values import Column

NOON = datetime(2024, 1, 15, 12, 0, 0)
MIDNIGHT_MICROSECONDS = int(datetime(2024, 1, 15, tzinfo=timezone.utc).timestamp()) * 10**6
TEXTS = ["", "a", "b", "ab", "A", "é", "it's", "日本", "a%"]

# Values are few, so that keys meet, groups have several rows and sets have rows in common. Doubles are quarters: their
# sums are exact in any order.
COLUMNS = [
    Column("a", "integer", 4), Column("b", "smallint", 4), Column("c", "bigint", 40), Column("g", "text"),
    Column("h", "text"), Column("n", "numeric", 100, 2), Column("d", "double precision"), Column("f", "boolean"),
    Column("ts", "timestamp"), Column("tz", "timestamptz"), Column("dt", "date"),
]
DECLARED = {"n": "numeric(8,2)"}


def random_value(random, name):
    match name:
        case "id":
            return random.randint(0, 15)
        case "a" | "b":
            return random.randint(-1, 4)
        case "c":
            return random.choice([random.randint(0, 3), random.randint(-40, 40)])
        case "g":
            return random.choice(TEXTS[:4])
        case "h":
            return random.choice(TEXTS)
        case "n":
            return Decimal(random.choice([random.randint(-2, 3) * 50, random.randint(-9999, 9999)])).scaleb(-2)
        case "d":
            return random.choice([random.randint(-3, 3) / 2, random.randint(-4000, 4000) / 4])
        case "f":
            return random.random() < 0.5
        case "ts":
            return NOON + timedelta(seconds=random.choice([0, 30, 60, random.randint(0, 7200)]))
        case "tz":
            return (NOON + timedelta(milliseconds=500 * random.randint(0, 9))).replace(tzinfo=timezone.utc)
        case "dt":
            return date(2024, 1, 14) + timedelta(days=random.randint(0, 3))
    raise ValueError(name)


@dataclass
class Record:
    """A message and what a strict reader makes of it: a row, a deletion, or neither (a reject)."""

    message: Message
    row: dict | None = None
    deletes: bool = False
    key: tuple | None = None  # of an upsert table


@dataclass
class Table:
    name: str
    columns: list
    required: set  # names of columns that are NOT NULL
    key: list  # names; empty: a table of inserted rows
    partitions: int
    refers_to: str | None = None  # the table whose id the column a names
    records: list = field(default_factory=list)

    def definition(self):
        lines = [f"  {c.name} {DECLARED.get(c.name, c.type)}{' NOT NULL' if c.name in self.required else ''}"
                 for c in self.columns]
        if self.key:
            lines.append(f"  PRIMARY KEY ({', '.join(self.key)})")
        if self.refers_to:
            lines.append(f"  FOREIGN KEY (a) REFERENCES {self.refers_to} (id)")
        body = ",\n".join(lines)
        return (f"CREATE TABLE {self.name} (\n{body}\n) "
                f"WITH (connector = 'topic', topic = '{self.name}', format = 'json');")


def random_table(random, name, others=()):
    columns = [c for c in COLUMNS if c.name in ("a", "g") or random.random() < 0.45]
    key = []
    if random.random() < 0.55:
        key = random.choice([["id"], ["id"], ["id"], ["id", "a"], ["g", "id"]])
    if key or random.random() < 0.7:
        columns.append(Column("id", "bigint", 15))
    random.shuffle(columns)
    required = {c.name for c in columns if random.random() < 0.2} | set(key)
    keyed = [other.name for other in others if other.key == ["id"]]
    refers_to = random.choice(keyed) if keyed and random.random() < 0.4 else None
    return Table(name, columns, required, key, random.choice([1, 1, 2, 3]), refers_to)


def add_records(random, table, count):
    """Appends records to the table; the new ones."""
    new = [random_record(random, table, len(table.records) + index) for index in range(count)]
    table.records += new
    return new


def random_record(random, table, number):
    row = {c.name: random_value(random, c.name) for c in table.columns}
    for column in table.columns:
        if column.name not in table.required and random.random() < 0.2:
            row[column.name] = None
    timestamp = MIDNIGHT_MICROSECONDS + number * 1000
    key = tuple(row[name] for name in table.key) or None
    written = written_key(table, row) if key else None
    # All messages of a key come by one partition.
    partition = (zlib.crc32(written) if key else random.randrange(table.partitions)) % table.partitions
    if key and random.random() < 0.3:
        return Record(Message(partition, written, None, timestamp), deletes=True, key=key)
    if random.random() < 0.03:
        broken = random.choice([b"{", b'{"a":"text"}', b"[]"])
        return Record(Message(partition, written, broken, timestamp))
    return Record(Message(partition, written, json_line(row), timestamp), row=row, key=key)


def written_key(table, row):
    """As a topic with a PRIMARY KEY is keyed: one column as its text, several as a JSON object."""
    if len(table.key) == 1:
        return str(row[table.key[0]]).encode()
    return json.dumps({name: row[name] for name in table.key}, ensure_ascii=False, separators=(",", ":")).encode()


def json_line(row):
    members = []
    for name, value in row.items():
        match value:
            case Decimal():
                text = format(value, "f")
            case datetime() | date():
                text = f'"{value.isoformat()}"'
            case _:
                text = json.dumps(value, ensure_ascii=False)
        members.append(f'"{name}":{text}')
    return ("{" + ",".join(members) + "}").encode()


@dataclass
class Version:
    """A row and the epochs at whose ends it is in its table: from `first` until before `end` (None: still)."""

    row: dict
    first: int
    end: int | None = None


def versions(table, epochs):
    """What the table holds at each epoch. Also checks that every message was read by exactly one epoch."""
    offsets = {partition: [] for partition in range(table.partitions)}
    for record in table.records:
        offsets[record.message.partition].append(record)
    found, current, read = [], {}, dict.fromkeys(offsets, 0)
    for epoch in epochs:
        for partition, records in offsets.items():
            span = epoch.ranges.get((table.name, partition), range(0))
            if len(span) and span.start != read[partition]:
                raise AssertionError(f"epoch {epoch.number} read {table.name}[{partition}] {span}, not from {read[partition]}")
            read[partition] += len(span)
            for record in records[span.start:span.stop]:
                apply(record, epoch.number, found, current)
    for partition, records in offsets.items():
        if read[partition] != len(records):
            raise AssertionError(f"{table.name}[{partition}]: {read[partition]} of {len(records)} messages were read")
    return [version for version in found if version.first != version.end]


def apply(record, epoch, found, current):
    if record.key is not None and (record.row is not None or record.deletes):
        if (earlier := current.pop(record.key, None)) is not None:
            earlier.end = epoch
    if record.row is not None:
        version = Version(record.row, epoch)
        found.append(version)
        if record.key is not None:
            current[record.key] = version
