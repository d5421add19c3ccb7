"""A reader beside a run sees whole epochs, whatever the moment (architecture §1)."""

import json
import os
import signal
import subprocess

from conftest import TRAFFIC
from project import PATIENCE, Project

QUESTION = (
    "SELECT sum(n) AS n FROM all_counts UNION ALL SELECT accepted FROM millrace.ledger"
    " UNION ALL SELECT sum(n) FROM users;\n")
QUESTIONS = 1000
# Without sinks an epoch is short, so that there are many of them while the questions are asked.
PIPELINE = """
CREATE TABLE events (
  event_id bigint, user_id bigint NOT NULL, property_id bigint NOT NULL, date timestamp, event text,
  UNIQUE (event_id) WITH (within = '1 hour'),
  CHECK (event IN ('view', 'Interaction', 'contact'))
) WITH (
  connector = 'topic', topic = 'events', format = 'json', event_time = 'date',
  watermark = '10 seconds'
);
CREATE MATERIALIZED VIEW all_counts AS SELECT count(*) AS n FROM events;
CREATE MATERIALIZED VIEW users AS SELECT user_id, count(*) AS n FROM events GROUP BY user_id;
"""


class Conversation:
    """One `query` process that is asked line by line."""

    def __init__(self, project: Project):
        self.process = project.start(
            "query", "--state", str(project.state), "--format", "json",
            stdin=subprocess.PIPE, stderr=subprocess.DEVNULL)

    def ask(self, sql: str, rows: int) -> list[dict]:
        self.process.stdin.write(sql)
        self.process.stdin.flush()
        lines = [self.process.stdout.readline() for _ in range(rows)]
        assert all(lines), "the query process ended"
        return [json.loads(line) for line in lines]

    def __enter__(self) -> "Conversation":
        return self

    def __exit__(self, *_) -> None:
        self.process.stdin.close()
        self.process.stdout.close()
        assert self.process.wait(PATIENCE) == 0


def wait_for_answers(project: Project, run: subprocess.Popen, events: int) -> None:
    """Asks until the run has committed so many events; each question is a process and takes its time."""
    while project.committed_events() < events:
        assert run.poll() is None, run.communicate()


def test_a_reader_sees_the_same_number_in_a_view_and_in_the_ledger(project):
    project.write("pipeline.sql", PIPELINE)
    project.call("topics", "create", "events")
    run = project.start("run", "pipeline.sql", "--quiet", "--epoch-rows", "500")
    traffic = project.start(
        "generate", "property-leads", "--quiet", *TRAFFIC[2:], "--rate", "1000/s",
        "--truth", "truth.jsonl")
    wait_for_answers(project, run, 1)

    seen = []
    with Conversation(project) as reader:
        while len(seen) < QUESTIONS or len(set(seen)) < 30:
            counted, accepted, by_user = (row["n"] for row in reader.ask(QUESTION, rows=3))
            assert counted == accepted == by_user, f"question {len(seen)}"
            seen.append(accepted)
            assert run.poll() is None and traffic.poll() is None
    assert seen == sorted(seen), "an answer went back in time"

    traffic.send_signal(signal.SIGINT)
    assert traffic.wait(PATIENCE) == 130, traffic.stderr.read()
    truth = json.loads((project.folder / "truth.jsonl").read_text().splitlines()[-1])
    wait_for_answers(project, run, truth["read"])
    run.send_signal(signal.SIGTERM)
    _, errors = run.communicate(timeout=PATIENCE)
    assert run.returncode == 143, errors
    assert_all_committed(project, truth)


def assert_all_committed(project: Project, truth: dict) -> None:
    assert project.query("SELECT epoch FROM millrace.epochs WHERE committed_at IS NULL") == []
    ledger = project.ledger()["events"]
    for figure in ("read", "accepted", "rejected", "duplicate"):
        assert ledger[figure] == truth[figure], figure
    assert project.query("SELECT n FROM all_counts") == [{"n": truth["accepted"]}]


def test_a_signal_ends_a_run_after_its_epoch_and_the_next_run_reads_the_rest(traffic, truth):
    # Unlimited rows an epoch would read all at once: small ones leave the signal some to interrupt.
    for number, code in ((signal.SIGTERM, 143), (signal.SIGINT, 130)):
        run = traffic.start("run", "pipeline.sql", "--until-end", "--quiet", "--epoch-rows", "20")
        wait_for_answers(traffic, run, traffic.committed_events() + 20)
        run.send_signal(number)
        _, errors = run.communicate(timeout=PATIENCE)
        assert run.returncode == code, errors
        assert traffic.state_number("SELECT count(*) FROM epochs WHERE committed_at IS NULL") == 0
        assert traffic.committed_events() < truth["read"]
    again = traffic.run()
    assert again.returncode == 0
    assert_all_committed(traffic, truth)
    # A run that was asked to end wrote a snapshot, so nothing was read twice.
    assert traffic.state_number("SELECT sum(replayed) FROM epochs") == 0


def test_a_second_signal_ends_at_once(project):
    # A sink that nobody reads holds the epoch, so the first signal cannot end the run.
    project.write("pipeline.sql", """
        CREATE TABLE numbers (n bigint) WITH (connector = 'topic', topic = 'numbers', format = 'json');
        CREATE TABLE printed (n bigint, filler text) WITH (connector = 'print');
        INSERT INTO printed SELECT n, repeat('x', 1000) FROM numbers;
        """)
    project.write_topic("numbers", [json.dumps({"n": n}) for n in range(1000)])
    readable, writable = os.pipe()
    run = project.start("run", "pipeline.sql", "--quiet", stdout=writable)
    os.close(writable)
    assert os.read(readable, 1) == b"{"
    run.send_signal(signal.SIGTERM)
    run.send_signal(signal.SIGINT)
    while run.poll() is None:
        run.send_signal(signal.SIGINT)
    os.close(readable)
    assert run.communicate()[1] == ""
    assert run.returncode in (130, 143)
