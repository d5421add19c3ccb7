"""Counts generated traffic again and holds it against its truth; shares nothing with the generator."""

import csv
import dataclasses
import datetime
import io
import json
import pathlib
import zlib
from collections import Counter, defaultdict

# Streams of entities' versions: two versions within a second may be alike, and neither is a copy.
VERSIONS = ("customer_data", "product_data", "customers")
OUTCOMES = ("rejected", "duplicate", "late", "accepted")
EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)


@dataclasses.dataclass
class Truth:
    """A truth file's lines, by their types."""

    lines: list[dict]

    @staticmethod
    def read(text: str) -> "Truth":
        assert text.endswith("\n")
        truth = Truth([json.loads(line) for line in text.splitlines()])
        assert truth.lines[0]["type"] == "header" and truth.lines[0]["schema"] == 2
        assert [line["type"] for line in truth.lines].count("totals") == 1
        assert truth.lines[-1]["type"] == "totals"
        return truth

    def of(self, kind: str) -> list[dict]:
        return [line for line in self.lines if line["type"] == kind]

    @property
    def totals(self) -> dict:
        return self.lines[-1]

    @property
    def streams(self) -> list[str]:
        return list(dict.fromkeys(line["stream"] for line in self.of("stream")))


@dataclasses.dataclass
class Written:
    """The records of a partition in their order; `before`: bytes of headers in front of each."""

    records: list[bytes]
    before: list[int]
    header: list[str] | None = None


def files(folder: pathlib.Path, line: dict) -> Written:
    """The files of the partition that a truth's stream line is about."""
    place = folder / line["stream"] / (line["folder"] or "")
    written = Written([], [])
    pending = 0
    for path in sorted(place.glob("part-*")):
        content = path.read_bytes()
        assert content.endswith(b"\n"), path
        records = content[:-1].split(b"\n")
        if line["format"] == "csv":
            written.header = next(csv.reader([records[0].decode()]))
            pending += len(records.pop(0)) + 1
        for record in records:
            written.records.append(record)
            written.before.append(pending)
            pending = 0
    return written


def topic(content: bytes) -> Written:
    """The records of a topic's partition, as `topics read --partition` prints them."""
    records = content.split(b"\n")[:-1]
    return Written(records, [0] * len(records))


def recount(truth: Truth, partitions: list[Written]) -> Counter:
    """Checks each of the truth's stream lines against its records; returns how often what was checked."""
    checked: Counter = Counter()
    rows = defaultdict(list)
    for row in truth.of("row"):
        rows[row["stream"], row["partition"]].append(row)
    sums: Counter = Counter()
    for line, written in zip(truth.of("stream"), partitions, strict=True):
        mine = rows.pop((line["stream"], line["partition"]), [])
        check_counts(line, written, mine)
        check_rows(written, mine)
        outcomes = {row["ordinal"]: row["expected"] for row in mine}
        reasons = {row["ordinal"]: row["reason"] for row in mine}
        check_copies(line, written, outcomes)
        checked["late"] += check_late(line, written, outcomes, reasons)
        checked["rows"] += len(mine)
        for name in ("read", "accepted", "rejected", "duplicate", "late"):
            sums[name] += line[name]
        assert sum(line["versions"].values()) == line["read"]
    assert not rows, f"rows of partitions that are not told of: {list(rows)}"
    for name in ("read", "accepted", "rejected", "duplicate", "late"):
        assert truth.totals[name] == sums[name], name
    return checked


def check_counts(line: dict, written: Written, rows: list[dict]) -> None:
    where = line["stream"], line["partition"]
    assert line["read"] == len(written.records), where
    size = sum(map(len, written.records)) + len(written.records) + sum(written.before)
    assert line["bytes"] == size, where
    checksum = sum(map(zlib.crc32, written.records)) % (1 << 64)
    assert int(line["checksum"]) == checksum, where
    assert line["read"] == line["accepted"] + line["rejected"] + line["duplicate"], where
    found = Counter(row["expected"] for row in rows)
    assert set(found) <= set(OUTCOMES)
    for outcome in ("rejected", "duplicate", "late"):
        assert line[outcome] == found[outcome], (where, outcome)


def check_rows(written: Written, rows: list[dict]) -> None:
    """Each row is where the truth says, with the bytes that it says."""
    starts, place = [], 0
    for record, before in zip(written.records, written.before):
        place += before
        starts.append(place)
        place += len(record) + 1
    ordinals = [row["ordinal"] for row in rows]
    assert ordinals == sorted(set(ordinals)), "rows come in order, each once"
    for row in rows:
        record = written.records[row["ordinal"]]
        assert row["byte_offset"] == starts[row["ordinal"]], row
        assert row["crc32"] == zlib.crc32(record), row
        if row["expected"] == "late":
            told = row["record"]
            assert (told if isinstance(told, str) else json.dumps(told)) and same(told, record), row


def same(told: object, record: bytes) -> bool:
    text = record.decode()
    return told == text if isinstance(told, str) else told == json.loads(text)


def check_copies(line: dict, written: Written, outcomes: dict) -> None:
    """A record is a copy exactly where its bytes came before in its partition, in a stream with ids."""
    if line["id"] is None:
        return
    seen: set[bytes] = set()
    for ordinal, record in enumerate(written.records):
        outcome = outcomes.get(ordinal, "accepted")
        if outcome == "rejected":
            continue
        is_alike = record in seen
        if line["stream"] not in VERSIONS or not is_alike:
            assert is_alike == (outcome == "duplicate"), (line["stream"], ordinal, record)
        seen.add(record)


def check_late(line: dict, written: Written, outcomes: dict, reasons: dict) -> int:
    """Late is what the running watermark of the partition before it says, by the times in the records."""
    if line["time"] is None:
        return 0
    newest = None
    checked = 0
    for ordinal, record in enumerate(written.records):
        outcome = outcomes.get(ordinal, "accepted")
        if outcome == "rejected" and "copy" not in reasons[ordinal]:
            continue
        time = event_time(record, line["time"], written.header)
        assert time is not None, (line["stream"], ordinal, record)
        if outcome in ("accepted", "late"):
            end = time - time % line["window_us"] + line["window_us"]
            is_late = newest is not None and end <= newest - line["watermark_us"]
            assert is_late == (outcome == "late"), (line["stream"], ordinal, record)
            checked += 1
        newest = time if newest is None else max(newest, time)
    return checked


def event_time(record: bytes, field: str, header: list[str] | None) -> int | None:
    """µs since 1970; a number is in ms, a time without an offset in UTC. None where the record has no such field."""
    if record.startswith(b"{"):
        text = json.loads(record).get(field)
    elif header is None:
        return None
    else:
        row = next(csv.reader(io.StringIO(record.decode())))
        assert len(row) == len(header), record
        text = dict(zip(header, row)).get(field)
    if text is None or text == "":
        return None
    if isinstance(text, int) or text.isdigit():
        return int(text) * 1_000
    time = datetime.datetime.fromisoformat(text)
    if time.tzinfo is None:
        time = time.replace(tzinfo=datetime.timezone.utc)
    return (time - EPOCH) // datetime.timedelta(microseconds=1)


def answers(written: list[Written], outcomes: list[dict]) -> dict[str, int]:
    """The answers of property-leads, counted from its records."""
    users, properties, minutes = Counter(), Counter(), Counter()
    for partition, known in zip(written, outcomes):
        for ordinal, record in enumerate(partition.records):
            outcome = known.get(ordinal, "accepted")
            if outcome in ("rejected", "duplicate"):
                continue
            event = json.loads(record)
            users[event["user_id"]] += 1
            properties[event["property_id"]] += 1
            if outcome != "late":
                minutes[event["user_id"], event["date"][:16]] += 1
    return {
        "paid_user": sum(count >= 9 for count in users.values()),
        "property_status": sum(count > 5 for count in properties.values()),
        "possible_broker": sum(count > 10 for count in minutes.values()),
    }
