"""Exit codes and streams of each command (interface.md): answers on standard output, the rest beside it."""

import csv
import io
import json
import os
import pty
import signal

import pytest

from project import PATIENCE, PROPERTY_LEADS, Project


@pytest.fixture
def finished(undisturbed: Project, tmp_path) -> Project:
    return undisturbed.copy(tmp_path / "finished")


ANSWERS = [
    ["help"], ["--help"], ["version"], ["help", "run"], ["run", "--help"], ["topics", "--help"],
    ["topics", "list"], ["topics", "describe", "events"], ["topics", "read", "paid_user_once"],
    ["generate", "--list"], ["generate", "property-leads", "--preview"],
    ["explain", "pipeline.sql"], ["explain", "pipeline.sql", "leads"],
    ["explain", "pipeline.sql", "--json"], ["query", "SELECT 1 AS one"],
    ["query", "SELECT * FROM leads"], ["query", "--format", "json", "SELECT * FROM leads"],
    ["query", "--format", "csv", "SELECT * FROM millrace.ledger"],
]


@pytest.mark.parametrize("arguments", ANSWERS, ids=" ".join)
def test_answers_go_to_standard_output(finished, arguments):
    answer = finished.call(*arguments)
    assert answer.stdout
    assert "error" not in answer.stderr and "warning" not in answer.stderr


REFUSED = [
    (64, [], "help"),
    (64, ["runn"], "did you mean run?"),
    (64, ["topics", "lst"], "did you mean topics list?"),
    (64, ["run"], "PIPELINE.sql is missing"),
    (64, ["run", "pipeline.sql", "--worker", "2"], "did you mean --workers?"),
    (64, ["run", "pipeline.sql", "--workers", "0"], "from 1 to 256"),
    (64, ["run", "pipeline.sql", "--epoch-rows", "0"], "--epoch-rows"),
    (64, ["run", "pipeline.sql", "--snapshot-interval", "7"], "--snapshot-interval"),
    (64, ["run", "pipeline.sql", "more.sql"], "more.sql"),
    (64, ["query", "--format", "xml", "SELECT 1"], "--format"),
    (64, ["explain", "pipeline.sql", "leeds"], "did you mean leads?"),
    (64, ["tail", "leeds"], "leeds"),
    (64, ["generate"], "SCENARIO is missing"),
    (64, ["generate", "property-leads", "--events", "1", "--for", "1h"], "exclude each other"),
    (2, ["generate", "property"], "property-leads"),
    (2, ["generate", "property-leads", "--set", "userz=1"], "userz"),
    (2, ["query", "SELEC 1"], "query:1:1"),
    (2, ["query", "SELECT * FROM leeds"], "did you mean leads"),
    (2, ["query", "DELETE FROM leads"], "DELETE is not supported"),
    (69, ["query", "--state", "nowhere", "SELECT 1"], "nowhere"),
    (69, ["topics", "read", "evnts"], "did you mean events?"),
    (69, ["topics", "delete", "evnts"], "did you mean events?"),
    (69, ["run", "pipeline.sql", "--state", "fresh", "--broker", "embedded:none"], "events"),
    (74, ["run", "missing.sql"], "missing.sql"),
    (74, ["validate", "missing.sql"], "missing.sql"),
    (74, ["topics", "write", "events", "missing.jsonl"], "missing.jsonl"),
    (74, ["topics", "create", "events"], "there already"),
]


@pytest.mark.parametrize("code,arguments,words", REFUSED, ids=lambda value: str(value))
def test_a_refusal_has_its_code_and_its_words_on_standard_error(finished, code, arguments, words):
    answer = finished.call(*arguments, code=code)
    assert answer.stdout == ""
    assert words in answer.stderr
    assert "Error(" not in answer.stderr and "Optional(" not in answer.stderr


FIVE_FAULTS = """CREATE TABLE s (a bigint, b txt) WITH (connector = 'topic', topic = 's', format = 'json');
CREATE TABLE u (a bigint) WITH (connector = 'topik', topic = 'u', format = 'json');
CREATE TABLE t (a bigint) WITH (connector = 'topic', topic = 't', format = 'json');
CREATE MATERIALIZED VIEW v AS SELECT aa FROM t;
CREATE MATERIALIZED VIEW w AS SELECT a + FROM t;
CREATE MATERIALIZED VIEW x AS SELECT nope(a) FROM t;
"""
# Line and what the caret stands under.
PLACES = [(1, "txt"), (2, "'topik'"), (4, "aa"), (5, "FROM"), (6, "nope")]


def test_validate_names_all_faults_with_their_places_and_touches_nothing(project):
    project.write("five.sql", FIVE_FAULTS)
    faults = project.call("validate", "five.sql", code=2).stdout
    shown = faults.splitlines()
    for line, words in PLACES:
        (at,) = [i for i, text in enumerate(shown) if text.startswith(f"five.sql:{line}:")]
        column = int(shown[at].split(":")[2]) - 1
        assert FIVE_FAULTS.splitlines()[line - 1][column:].startswith(words), shown[at]
        assert shown[at + 2].index("^") - shown[at + 1].index("CREATE") == column
    assert "5 errors" in faults
    run = project.call("run", "five.sql", code=2)
    assert run.stderr == faults and run.stdout == ""
    assert not (project.folder / ".millrace").exists()


def test_validate_of_a_good_file_ends_with_0(project):
    assert project.call("validate", "pipeline.sql").returncode == 0


def test_formats_agree(finished):
    sql = "SELECT user_id, interactions FROM leads"
    as_json = finished.query(sql)
    answer = finished.call("query", "--format", "csv", sql).stdout
    as_csv = [
        {name: int(value) for name, value in row.items()}
        for row in csv.DictReader(io.StringIO(answer))]
    assert sorted(as_json, key=str) == sorted(as_csv, key=str) != []
    table = finished.call("query", sql)
    assert len(table.stdout.splitlines()) == len(as_json) + 2
    assert f"({len(as_json)} rows, epoch" in table.stderr


def test_several_states_are_listed_when_none_is_named(finished):
    finished.write("other.sql", "CREATE TABLE events (user_id bigint) WITH"
                   " (connector = 'topic', topic = 'events', format = 'json');"
                   "CREATE MATERIALIZED VIEW n AS SELECT count(*) AS n FROM events;")
    finished.call("run", "other.sql", "--until-end", "--quiet")
    answer = finished.call("query", "SELECT 1", code=64)
    assert "other" in answer.stderr and "pipeline" in answer.stderr and "--state" in answer.stderr


def test_quiet_says_nothing_and_the_summary_adds_up(traffic, truth):
    quiet = traffic.copy(traffic.folder.parent / "quiet").run()
    assert (quiet.stdout, quiet.stderr) == ("", "")
    told = traffic.call("run", "pipeline.sql", "--until-end")
    assert told.stdout == ""
    (events,) = [line for line in told.stderr.splitlines() if line.strip().startswith("events ")]
    figures = [int(cell.replace(" ", "")) for cell in events.split("|")[1:]]
    assert figures == [truth[name] for name in ("read", "accepted", "rejected", "duplicate")]
    assert "events/s" in told.stderr


def test_the_examples_events_give_the_known_answers(project):
    example = (PROPERTY_LEADS.parent / "events.jsonl").read_text().splitlines()
    project.write_topic("events", example)
    project.run()
    (paid,) = project.last_versions("paid_user").values()
    assert json.loads(paid) == {"user": 1, "interactions_count": 22}
    (status,) = project.last_versions("property_status").values()
    assert json.loads(status) == {"property": 1, "property_interactions_count": 24}
    (broker,) = project.values("possible_broker_final")
    broker = json.loads(broker)
    assert (broker["user_id"], broker["threat_user_interactions"]) == (1, 22)
    assert broker["window.start"].startswith("2021-11-30T00:00:00")
    assert all('"user_id":2' not in value for value in project.values("possible_broker"))


def test_tail_prints_changes_and_ends_with_the_signals_code(finished):
    tail = finished.start("tail", "all_counts", "--from", "1")
    assert json.loads(tail.stdout.readline())
    tail.send_signal(signal.SIGINT)
    _, errors = tail.communicate(timeout=PATIENCE)
    assert tail.returncode == 130, errors


def test_topics_tail_ends_after_its_limit(finished):
    answer = finished.call("topics", "tail", "events", "--from", "earliest", "--limit", "3")
    assert len(answer.stdout.splitlines()) == 3


def test_a_terminal_gets_a_prompt(finished):
    leader, follower = pty.openpty()
    query = finished.start("query", stdin=follower, stdout=follower, stderr=follower, text=False)
    os.close(follower)
    os.write(leader, b"SELECT n FROM all_counts;\nSELEC;\nSELECT 41 + 1 AS answer;\n\\q\n")
    seen = b""
    try:
        while chunk := os.read(leader, 4096):
            seen += chunk
    except OSError:
        pass  # The terminal is gone when its last user ends.
    os.close(leader)
    assert query.wait(PATIENCE) == 0
    assert b"SELEC is not expected" in seen and b" 42" in seen
