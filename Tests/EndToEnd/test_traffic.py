"""Generated traffic and its truth: recounted by a script of its own, from files and topics, whatever ends the run."""

import hashlib
import json
import os
import pathlib
import resource
import select
import signal
import subprocess
import time

import pytest

import recount
from project import PATIENCE, Project, binary
from recount import Truth, Written

SCENARIOS = ["property-leads", "marketplace", "storefront", "orders"]
# So that seconds of traffic hold copies, late rows and answers.
DENSE = {
    "property-leads": [
        "--set", "events_per_minute=2000", "--set", "users=150", "--set", "properties=300",
        "--set", "corrupted=4%", "--set", "duplicates=3%", "--set", "late=2%"],
    "marketplace": ["--set", "corrupted=5%", "--set", "late=3%", "--set", "duplicates=3%"],
    "storefront": ["--set", "corrupted=4%"],
    "orders": ["--set", "corrupted=5%", "--set", "customers=500"],
}


def generate(project: Project, scenario: str, *arguments: str, **options):
    return project.call(
        "generate", scenario, "--quiet", *DENSE[scenario], *arguments, **options)


def truth_of(project: Project, name: str = "truth.jsonl") -> Truth:
    return Truth.read((project.folder / name).read_text())


def written_files(project: Project, truth: Truth, folder: str) -> list[Written]:
    return [recount.files(project.folder / folder, line) for line in truth.of("stream")]


def written_topics(project: Project, truth: Truth) -> list[Written]:
    return [
        recount.topic(subprocess.run(
            [binary(), "topics", "read", line["topic"], "--partition", str(line["partition"])],
            cwd=project.folder, capture_output=True, check=True, timeout=PATIENCE).stdout)
        for line in truth.of("stream")]


def bytes_of(folder: pathlib.Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("form", ["json", "csv"])
@pytest.mark.parametrize("scenario", SCENARIOS)
def test_the_truth_accounts_for_every_record_in_files(project, scenario, form):
    generate(
        project, scenario, "--events", "15000", "--to", "files:out", "--format", form,
        "--truth", "truth.jsonl")
    truth = truth_of(project)
    assert truth.totals["read"] == 15_000 and truth.totals["complete"] is True
    checked = recount.recount(truth, written_files(project, truth, "out"))
    assert checked["rows"] > 50 and checked["late"] > 1_000
    report = project.call("generate", "--verify", "truth.jsonl", "--to", "files:out")
    assert report.stdout.endswith("no difference\n")


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_the_truth_accounts_for_every_record_in_topics(project, scenario):
    generate(
        project, scenario, "--events", "8000", "--partitions", "3", "--truth", "truth.jsonl",
        "--truth", "topic:truth")
    truth = truth_of(project)
    written = written_topics(project, truth)
    assert recount.recount(truth, written)["rows"] > 20
    report = project.call("generate", "--verify", "truth.jsonl")
    assert report.stdout.endswith("no difference\n")
    told = project.call("topics", "read", "truth").stdout
    assert told == (project.folder / "truth.jsonl").read_text()


def test_the_answers_of_property_leads_are_those_of_its_records(project):
    generate(
        project, "property-leads", "--events", "20000", "--partitions", "4", "--truth",
        "truth.jsonl")
    truth = truth_of(project)
    outcomes = [
        {row["ordinal"]: row["expected"] for row in truth.of("row")
         if row["partition"] == line["partition"]}
        for line in truth.of("stream")]
    assert truth.totals["answers"] == recount.answers(written_topics(project, truth), outcomes)
    planted = truth.of("planted")
    assert truth.totals["planted"] == len(planted) > 10


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_any_number_of_workers_and_any_pace_write_the_same_bytes(project, scenario):
    def made(name: str, *arguments: str) -> dict[str, str]:
        folder = project.folder / name
        folder.mkdir()
        generate(
            project, scenario, "--for", "10min", "--to", f"files:{name}/out", "--truth",
            f"{name}/truth.jsonl", *arguments)
        return bytes_of(folder)

    one = made("one", "--workers", "1")
    assert len(one) > 1
    assert made("two", "--workers", "2") == one
    assert made("paced", "--speed", "400") == one
    other = made("other", "--seed", "2")
    assert other.keys() == one.keys()
    assert all(other[name] != one[name] for name in one if name.endswith(".jsonl"))


def test_a_rate_and_a_moment_end_where_they_say(project):
    started = time.monotonic()
    generate(
        project, "storefront", "--rate", "2000/s", "--events", "3000", "--to", "files:out",
        "--truth", "truth.jsonl")
    assert time.monotonic() - started > 1.4
    assert truth_of(project).totals["read"] == 3_000
    generate(
        project, "marketplace", "--until", "2026-03-02 00:03:00", "--to", "files:until",
        "--truth", "until.jsonl")
    truth = truth_of(project, "until.jsonl")
    records = written_files(project, truth, "until")[0].records
    rejected = {row["ordinal"] for row in truth.of("row") if row["expected"] == "rejected"}
    end = recount.event_time(b'{"t":"2026-03-02T00:03:00Z"}', "t", None)
    times = [
        recount.event_time(record, "datetime", None)
        for ordinal, record in enumerate(records) if ordinal not in rejected]
    assert len(times) > 50 and end - 60_000_000 < max(times) < end


def test_each_day_of_event_time_has_a_folder(project):
    generate(
        project, "marketplace", "--for", "60h", "--set", "orders_per_day=3000", "--to", "files:out",
        "--folders", "data_%Y_%m_%d", "--truth", "truth.jsonl")
    truth = truth_of(project)
    folders = sorted(path.name for path in (project.folder / "out/orders").iterdir())
    assert folders == ["data_2026_03_02", "data_2026_03_03", "data_2026_03_04"]
    assert [line["folder"] for line in truth.of("stream")] == folders
    recount.recount(truth, written_files(project, truth, "out"))
    report = project.call("generate", "--verify", "truth.jsonl", "--to", "files:out")
    assert report.stdout.endswith("no difference\n")


def test_verify_finds_what_was_changed(project):
    generate(
        project, "marketplace", "--events", "3000", "--to", "files:out", "--truth", "truth.jsonl")
    path = project.folder / "out/orders/part-00001.jsonl"
    content = path.read_bytes()
    lines = content.splitlines(keepends=True)
    odd = truth_of(project).of("row")[0]["ordinal"]

    def verified(changed: bytes) -> str:
        path.write_bytes(changed)
        return project.call(
            "generate", "--verify", "truth.jsonl", "--to", "files:out", code=1).stdout

    assert "different" in verified(content[:500] + b"#" + content[501:])
    assert "not there as the truth says" in verified(b"".join(lines[:odd] + lines[odd + 1:]))
    assert "different" in verified(b"".join(lines[:-1]))
    assert "different" in verified(content + b"{}\n")
    path.unlink()
    assert "different" in verified(b"")
    path.write_bytes(content)
    text = (project.folder / "truth.jsonl").read_text().splitlines(keepends=True)
    row = next(index for index, line in enumerate(text) if '"type":"row"' in line)
    project.write("less.jsonl", "".join(text[:row] + text[row + 1:]))
    answer = project.call("generate", "--verify", "less.jsonl", "--to", "files:out", code=1)
    assert "and tells of" in answer.stdout


def limited(size: int):
    """What a child process does first, so that no file of it grows beyond a size: as if the disk were full."""
    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
    return limit


def test_a_full_disk_ends_with_a_truth_of_what_is_there(project):
    answer = project.call(
        "generate", "marketplace", "--for", "1d", "--to", "files:out", "--truth", "truth.jsonl",
        "--set", "corrupted=0.1%", code=74, preexec_fn=limited(3_000_000))
    assert "cannot write to out/orders/part-00001.jsonl" in answer.stderr
    truth = truth_of(project)
    assert truth.totals["complete"] is False
    assert "part-00001.jsonl" in truth.totals["reason"]
    assert truth.totals["read"] > 3_000
    recount.recount(truth, written_files(project, truth, "out"))


def test_a_broker_that_takes_no_more_ends_with_a_truth_of_what_it_took(project):
    answer = project.call(
        "generate", "storefront", "--for", "1d", "--truth", "truth.jsonl", "--rate", "20000/s",
        "--partitions", "1", code=74, preexec_fn=limited(2_000_000))
    assert "millrace generate: " in answer.stderr
    truth = truth_of(project)
    assert truth.totals["complete"] is False and truth.totals["reason"]
    assert truth.totals["read"] > 1_000
    recount.recount(truth, written_topics(project, truth))


@pytest.mark.parametrize("pace", [["--speed", "60"], ["--rate", "3000/s"], []], ids=str)
def test_a_signal_ends_with_a_truth_of_what_was_written(project, pace):
    # The truth goes to a pipe too: what is read of it was written, and nobody has to look again and again.
    pipe = project.folder / "truth.pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    traffic = project.start(
        "generate", "storefront", *pace, "--partitions", "2", "--truth", "truth.jsonl",
        "--truth", "truth.pipe")
    seen = b""
    while b'"row"' not in seen:
        ready, _, _ = select.select([reader], [], [], PATIENCE)
        assert ready, "the generator wrote no truth"
        part = os.read(reader, 1 << 16)
        assert part, "the generator ended by itself"
        seen += part
    traffic.send_signal(signal.SIGINT)
    os.set_blocking(reader, True)
    while os.read(reader, 1 << 16):
        pass
    os.close(reader)
    assert traffic.wait(PATIENCE) == 130
    truth = truth_of(project)
    assert truth.totals["complete"] is False
    assert truth.totals["reason"] == "interrupted by a signal"
    assert recount.recount(truth, written_topics(project, truth))["rows"] > 0


REFUSED = [
    (64, ["property-leads", "--events", "1", "--until", "2022-01-01"], "exclude each other"),
    (64, ["property-leads", "--until", "tomorrow"], "a moment"),
    (64, ["property-leads", "--folders", "data_%Y_%m_%d"], "needs files"),
    (64, ["property-leads", "--to", "files:o", "--folders", "data"], "%Y, %m and %d"),
    (64, ["property-leads", "--format", "xml"], "json, csv"),
    (64, ["property-leads", "--workers", "0"], "from 1 to 256"),
    (64, ["property-leads", "--verify", "truth.jsonl"], "leave it out"),
    (64, ["storefront", "--topic", "all"], "6 streams"),
    (2, ["storefrnt"], "storefront"),
    (74, ["--verify", "nowhere.jsonl"], "nowhere.jsonl"),
    (74, ["property-leads", "--events", "1", "--truth", "/nowhere/truth.jsonl"], "/nowhere"),
]


@pytest.mark.parametrize("code, arguments, words", REFUSED, ids=str)
def test_wrong_options_are_refused(project, code, arguments, words):
    answer = project.call("generate", *arguments, code=code)
    assert words in answer.stderr


def test_an_old_stream_is_not_mixed_with_a_new_one(project):
    arguments = ["--events", "10", "--to", "files:out"]
    generate(project, "property-leads", *arguments)
    again = generate(project, "property-leads", *arguments, code=74)
    assert "already holds part-00001.jsonl" in again.stderr
    assert len((project.folder / "out/events/part-00001.jsonl").read_text().splitlines()) == 10
