"""Bad records through the real binary: one reject each with its bytes and reason; neighbours survive."""

import base64
import gzip
import json
import subprocess

import pytest

from project import Project

LINE_LIMIT = 200
PIPELINE = """
CREATE TABLE orders (
  id bigint NOT NULL, amount numeric(8, 2) NOT NULL, small smallint, placed timestamp, note text,
  CONSTRAINT positive CHECK (amount > 0)
) WITH (connector = 'files', path = 'orders', format = '{format}', line_limit = '{limit} B');
CREATE MATERIALIZED VIEW kept AS SELECT id, note FROM orders;
"""

GOOD = b'{"id":%d,"amount":1.50,"small":3,"placed":"2021-11-30 00:00:00","note":"ok"}'
BAD = {
    "cut short": b'{"id":2,"amount":1',
    "no object": b'[1,2,3]',
    "words": b'hello world',
    "two objects": b'{"id":2,"amount":1}{"id":3,"amount":1}',
    "trailing comma": b'{"id":2,"amount":1,}',
    "single quotes": b"{'id':2,'amount':1}",
    "control character": b'{"id":2,"amount":1,"note":"a\x01b"}',
    "NUL": b'{"id":2,"amount":1,"note":"a\x00b"}',
    "only NUL": b'\x00\x00\x00',
    "invalid UTF-8": b'{"id":2,"amount":1,"note":"a\xff\xfeb"}',
    "half a character": b'{"id":2,"amount":1,"note":"\xe2\x82"}',
    "lone surrogate": b'{"id":2,"amount":1,"note":"\\ud800"}',
    "text for a number": b'{"id":"2","amount":1}',
    "fraction for an integer": b'{"id":2.5,"amount":1}',
    "object for a number": b'{"id":{"a":1},"amount":1}',
    "boolean for a number": b'{"id":true,"amount":1}',
    "number for text": b'{"id":2,"amount":1,"note":5}',
    "no such day": b'{"id":2,"amount":1,"placed":"2021-02-30 00:00:00"}',
    "missing column": b'{"amount":1}',
    "null in it": b'{"id":null,"amount":1}',
    "above bigint": b'{"id":9223372036854775808,"amount":1}',
    "below bigint": b'{"id":-9223372036854775809,"amount":1}',
    "above smallint": b'{"id":2,"amount":1,"small":32768}',
    "huge exponent": b'{"id":1e400,"amount":1}',
    "too many digits": b'{"id":2,"amount":1234567.89}',
    "check fails": b'{"id":2,"amount":-1}',
    "too long": b'{"id":2,"amount":1,"note":"' + b"x" * LINE_LIMIT + b'"}',
    "deep": b'{"id":2,"amount":1,"x":' + b"[" * 60 + b'}',
}


def rejects(project: Project) -> list[dict]:
    return sorted(
        project.query("SELECT * FROM orders.rejects"), key=lambda row: row["log_offset"])


def run_orders(project: Project, format: str = "json", limit: int = 1 << 20) -> None:
    project.write("pipeline.sql", PIPELINE.format(format=format, limit=limit))
    project.call("run", "pipeline.sql", "--quiet")


def assert_ledger(project: Project, read: int, rejected: int) -> None:
    assert project.ledger()["orders"] == {
        "table_name": "orders", "read": read, "accepted": read - rejected, "rejected": rejected,
        "duplicate": 0}


def kept(project: Project) -> list[int]:
    return sorted(row["id"] for row in project.query("SELECT id FROM kept"))


@pytest.mark.parametrize("name", BAD)
def test_a_bad_line_is_one_reject_and_its_neighbours_survive(project, name):
    line = BAD[name]
    project.write("orders/a.jsonl", GOOD % 1 + b"\n" + line + b"\n" + GOOD % 9 + b"\n")
    run_orders(project, limit=LINE_LIMIT)
    assert kept(project) == [1, 9]
    assert_ledger(project, read=3, rejected=1)
    (reject,) = rejects(project)
    raw = base64.b64decode(reject["raw"])
    assert raw == line if len(line) <= LINE_LIMIT else line.startswith(raw) and raw
    assert reject["message"] and reject["rule"]
    assert reject["log_offset"] == len(GOOD % 1) + 1
    # The reason names the column where there is one to name.
    if name.startswith(("text for", "fraction", "missing", "null in", "above", "below", "no such")):
        assert any(word in reject["message"] for word in ('id', 'small', 'placed'))


def test_all_bad_lines_at_once_are_counted_one_by_one(project, chance):
    lines = []
    for number, line in enumerate(chance.sample(list(BAD.values()), len(BAD))):
        lines += [GOOD % number, line]
    for workers in ("1", "2"):
        shuffled = Project(project.folder / workers)
        shuffled.write("orders/a.jsonl", b"\n".join(lines) + b"\n")
        shuffled.write(
            "pipeline.sql", PIPELINE.format(format="json", limit=LINE_LIMIT))
        shuffled.call("run", "pipeline.sql", "--quiet", "--workers", workers, "--epoch-rows", "7")
        assert kept(shuffled) == list(range(len(BAD)))
        assert_ledger(shuffled, read=len(lines), rejected=len(BAD))
        limited = [line[:LINE_LIMIT] for line in lines[1::2]]
        found = [base64.b64decode(row["raw"])[:LINE_LIMIT] for row in rejects(shuffled)]
        for raw, line in zip(found, limited, strict=True):
            assert raw and line.startswith(raw)


def test_a_byte_order_mark_line_ends_of_windows_and_blank_lines_are_no_rejects(project):
    project.write(
        "orders/a.jsonl",
        b"\xef\xbb\xbf" + GOOD % 1 + b"\r\n\r\n   \r\n" + GOOD % 2 + b"\n\n\t\n" + GOOD % 3)
    run_orders(project)
    assert kept(project) == [1, 2, 3]
    assert_ledger(project, read=3, rejected=0)


@pytest.mark.parametrize("suffix", ["gz", "zst"])
def test_compressed_files_are_read(project, suffix):
    project.write(f"orders/a.jsonl.{suffix}", compress(suffix, lines(500)))
    run_orders(project)
    assert kept(project) == list(range(500))
    assert_ledger(project, read=500, rejected=0)


@pytest.mark.parametrize("suffix", ["gz", "zst"])
@pytest.mark.parametrize("rows", ["100", "1000000"])
def test_a_compressed_file_that_was_cut_short_stops_the_run_until_it_is_whole(
    project, suffix, rows
):
    whole = compress(suffix, lines(5000))
    project.write("orders/a.jsonl", GOOD % 100_001 + b"\n")
    project.write(f"orders/b.jsonl.{suffix}", whole[: len(whole) // 2])
    project.write("orders/c.jsonl", GOOD % 100_002 + b"\n")
    project.write("pipeline.sql", PIPELINE.format(format="json", limit=1 << 20))
    arguments = ("run", "pipeline.sql", "--quiet", "--epoch-rows", rows)
    stopped = project.call(*arguments, code=74)
    assert f"b.jsonl.{suffix}" in stopped.stderr and "too early" in stopped.stderr
    project.write(f"orders/b.jsonl.{suffix}", whole)
    if project.committed_epochs():
        # Rows of the broken file are in committed epochs: another file under its name is refused.
        assert "has changed" in project.call(*arguments, code=74).stderr
        arguments += ("--from-scratch",)
    project.call(*arguments)
    assert kept(project) == [*range(5000), 100_001, 100_002]
    assert_ledger(project, read=5002, rejected=0)


def lines(count: int) -> bytes:
    return b"".join(GOOD % number + b"\n" for number in range(count))


def compress(suffix: str, content: bytes) -> bytes:
    if suffix == "gz":
        return gzip.compress(content)
    return subprocess.run(["zstd", "-q", "-c"], input=content, stdout=subprocess.PIPE, check=True).stdout


CSV_BAD = {
    "too few fields": b"2,1",
    "too many fields": b"2,1,3,2021-11-30,x,y",
    "text for a number": b"two,1,3,2021-11-30,x",
    "null in it": b",1,3,2021-11-30,x",
    "above smallint": b"2,1,32768,2021-11-30,x",
    "invalid UTF-8": b"2,1,3,2021-11-30,\xff",
    "check fails": b"2,-1,3,2021-11-30,x",
}


@pytest.mark.parametrize("name", CSV_BAD)
def test_a_bad_csv_record_is_one_reject_and_its_neighbours_survive(project, name):
    project.write(
        "orders/a.csv",
        b"\xef\xbb\xbfid,amount,small,placed,note\r\n1,1.5,3,2021-11-30,\"o,k\"\r\n"
        + CSV_BAD[name] + b"\r\n9,1.5,,,\r\n")
    run_orders(project, format="csv")
    assert kept(project) == [1, 9]
    assert_ledger(project, read=3, rejected=1)
    (reject,) = rejects(project)
    assert base64.b64decode(reject["raw"]).rstrip(b"\r\n") == CSV_BAD[name]


def test_bad_messages_of_a_topic_are_rejects_at_their_offsets(project):
    project.write("pipeline.sql", PIPELINE.format(format="json", limit=1).replace(
        "connector = 'files', path = 'orders'", "connector = 'topic', topic = 'orders'").replace(
        ", line_limit = '1 B'", ""))
    project.call("topics", "create", "orders", "--partitions", "1")
    bad = [line for name, line in BAD.items() if name != "too long"]
    content = b"".join(
        GOOD % number + b"\n" + line + b"\n" for number, line in enumerate(bad))
    project.call("topics", "write", "orders", input=content, text=False)
    project.run()
    assert kept(project) == list(range(len(bad)))
    assert_ledger(project, read=2 * len(bad), rejected=len(bad))
    assert [(row["log_offset"], base64.b64decode(row["raw"])) for row in rejects(project)] == [
        (2 * number + 1, line) for number, line in enumerate(bad)]
