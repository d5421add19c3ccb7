"""State folders and environments that are not as they should be: refused in words, nothing lost."""

import json
import os
import resource
import shutil
import signal
import subprocess

import pytest

from conftest import SMALL_EPOCHS
from project import ONCE, PATIENCE, Project, assert_same, outcome


@pytest.fixture
def finished(undisturbed: Project, tmp_path) -> Project:
    return undisturbed.copy(tmp_path / "finished")


def add_traffic(project: Project) -> None:
    project.generate("--events", "500", "--seed", "2", "--set", "start=2021-12-01 00:00:00")


def refused(project: Project, code: int, *words: str, arguments: tuple[str, ...] = ()) -> None:
    """`run` ends with the code, says the words on standard error, and changes nothing."""
    before = fingerprint(project)
    answer = project.run(*arguments, code=code)
    for word in words:
        assert word in answer.stderr, (word, answer.stderr)
    assert answer.stdout == ""
    assert fingerprint(project) == before


def fingerprint(project: Project) -> dict[str, list[dict]]:
    return {topic: project.messages(topic) for topic in ONCE + ("paid_user_final",)}


def test_a_finished_run_that_is_started_again_says_so_and_changes_nothing(finished, expected):
    again = finished.call("run", "pipeline.sql", "--until-end")
    assert "nothing new" in again.stderr
    assert_same(outcome(finished), expected)


def test_a_second_run_on_the_same_state_is_refused_and_names_the_first(finished):
    first = finished.start("run", "pipeline.sql", "--quiet")
    # The folder is locked before the run looks at anything, and its number is written then.
    while (finished.state / "lock").read_text() != f"{first.pid}\n":
        assert first.poll() is None
    refused(finished, 69, f"process {first.pid}", "--state")
    scratch = finished.run("--from-scratch", code=69)
    assert f"process {first.pid}" in scratch.stderr
    assert first.poll() is None
    first.send_signal(signal.SIGTERM)
    assert first.wait(PATIENCE) == 143
    finished.run()


def test_a_deleted_state_beside_its_topics_is_refused(finished, expected):
    shutil.rmtree(finished.state)
    refused(finished, 74, "paid_user", "another state", "--take-over")
    finished.run("--take-over")
    found = outcome(finished)
    # What an upsert topic says last, and the views, are as before; appended messages come anew.
    for name in ("paid_user", "property_status", "possible_broker", "leads", "ledger"):
        assert found[name] == expected[name], name


def test_the_state_of_another_run_is_refused_at_a_shared_topic(finished):
    refused(finished, 74, "another state", "--take-over", arguments=("--state", "other"))


def test_an_old_backup_of_the_state_is_refused(finished):
    shutil.copytree(finished.state, finished.folder / "backup")
    add_traffic(finished)
    finished.run()
    newest = outcome(finished)
    shutil.move(finished.state, finished.folder / "newer")
    shutil.copytree(finished.folder / "backup", finished.state)
    refused(finished, 74, "old backup", "--take-over")
    shutil.rmtree(finished.state)
    shutil.move(finished.folder / "newer", finished.state)
    finished.run()
    assert_same(outcome(finished), newest)


@pytest.mark.parametrize(
    "damage,words",
    [
        (lambda path: path.write_bytes(b"no database at all\n" * 500), ["not a database"]),
        (lambda path: os.truncate(path, 20_000), ["damaged", "backup"]),
        (lambda path: os.truncate(path, path.stat().st_size // 2), ["damaged", "backup"]),
        (lambda path: overwrite_middle(path), ["damaged", "backup"]),
    ],
    ids=["not-a-database", "truncated-early", "truncated-late", "overwritten"],
)
def test_a_damaged_state_is_refused_and_left_as_it_is(finished, damage, words):
    path = finished.state / "state.db"
    damage(path)
    content = path.read_bytes()
    add_traffic(finished)
    refused(finished, 74, "state.db", *words)
    assert path.read_bytes() == content


def overwrite_middle(path) -> None:
    with path.open("r+b") as file:
        file.seek(8192)
        file.write(b"\xa5" * 8192 * 8)


def test_a_state_of_a_newer_format_is_refused(finished):
    database = finished.database()
    database.execute("PRAGMA user_version = 99")
    database.close()
    refused(finished, 74, "newer Millrace", "99")
    assert "newer Millrace" in finished.call(
        "query", "--state", str(finished.state), "SELECT 1", code=74).stderr


def test_a_database_of_another_program_is_refused(finished):
    path = finished.state / "state.db"
    path.unlink()
    database = finished.database()
    database.execute("CREATE TABLE theirs (a)")
    database.close()
    refused(finished, 74, "not a Millrace state")


def test_a_damaged_snapshot_is_left_out_and_the_one_before_it_used(traffic, expected):
    arguments = ("--snapshot-interval", "1ms", *SMALL_EPOCHS)
    traffic.run(*arguments, code=-signal.SIGKILL, env={"MILLRACE_KILL_AT": "snapshot-written:9"})
    database = traffic.database()
    number, content = database.execute(
        "SELECT number, content FROM snapshot_states WHERE epoch = 9 AND size > 8").fetchone()
    content = bytearray(content)
    content[len(content) // 2] ^= 1
    database.execute(
        "UPDATE snapshot_states SET content = ? WHERE number = ?", (bytes(content), number))
    database.close()
    again = traffic.run(*arguments)
    assert "warning: snapshot of epoch 9 is not used" in again.stderr
    assert traffic.query("SELECT replayed FROM millrace.epochs WHERE replayed > 0") == [
        {"replayed": 250}]
    assert_same(outcome(traffic), expected)


def test_a_topic_that_was_made_anew_is_refused(finished):
    finished.call("topics", "delete", "events")
    add_traffic(finished)
    refused(finished, 74, "events", "made anew", "--from-scratch")


def limit_file_size(size: int):
    def limit() -> None:
        # Ignored, so that writing fails like on a full disk instead of ending the process.
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
    return limit


@pytest.mark.parametrize("size", [100_000, 400_000, 1_500_000])
def test_files_that_may_not_grow_stop_the_run_and_it_goes_on_later(traffic, expected, size):
    stopped = traffic.run(
        *SMALL_EPOCHS, code=74, preexec_fn=limit_file_size(size), restore_signals=False)
    assert ".db" in stopped.stderr and stopped.stdout == ""
    traffic.run(*SMALL_EPOCHS)
    assert_same(outcome(traffic), expected)


def test_a_full_disk_stops_the_run_and_it_goes_on_later(traffic, expected, tmp_path):
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", disk], capture_output=True)
    if mounted.returncode != 0:
        pytest.skip("a file system cannot be mounted here")
    try:
        small = traffic.copy(disk / "project")
        arguments = ("--snapshot-interval", "1ms", *SMALL_EPOCHS)
        stopped = small.run(*arguments, code=74)
        assert "disk is full" in stopped.stderr
        subprocess.run(["mount", "-o", "remount,size=64m", disk], check=True)
        small.run(*arguments)
        assert_same(outcome(small), expected)
    finally:
        subprocess.run(["umount", disk], check=True)


FILES = """
CREATE TABLE numbers (n bigint) WITH (connector = 'files', path = '{path}', format = 'json');
CREATE MATERIALIZED VIEW total AS SELECT count(*) AS n, sum(n) AS sum FROM numbers;
"""


@pytest.mark.parametrize("path", ["missing", "missing/*.jsonl", "missing/part.jsonl"])
def test_a_missing_folder_is_named(project, path):
    project.write("pipeline.sql", FILES.format(path=path))
    answer = project.call("run", "pipeline.sql", "--quiet", code=69)
    assert "missing" in answer.stderr and answer.stdout == ""


def test_a_link_to_nowhere_among_the_files_is_named_and_nothing_is_counted(project):
    project.write("pipeline.sql", FILES.format(path="numbers"))
    project.write("numbers/a.jsonl", '{"n":1}\n')
    (project.folder / "numbers/b.jsonl").symlink_to("nowhere")
    answer = project.call("run", "pipeline.sql", "--quiet", code=69)
    assert "b.jsonl" in answer.stderr
    assert project.committed_epochs() == 0
    (project.folder / "numbers/b.jsonl").unlink()
    project.write("numbers/b.jsonl", '{"n":2}\n')
    project.call("run", "pipeline.sql", "--quiet")
    assert project.query("SELECT * FROM total") == [{"n": 2, "sum": 3}]


def test_a_missing_topic_is_named_with_the_near_name(project):
    project.call("topics", "create", "evnts")
    answer = project.run(code=69)
    assert "topic events is missing" in answer.stderr
    assert "did you mean evnts?" in answer.stderr


PRINT = """
CREATE TABLE numbers (n bigint) WITH (connector = 'topic', topic = 'numbers', format = 'json');
CREATE TABLE printed (n bigint, filler text) WITH (connector = 'print');
INSERT INTO printed SELECT n, repeat('x', 1000) FROM numbers;
CREATE MATERIALIZED VIEW total AS SELECT count(*) AS n FROM numbers;
"""


def test_a_reader_of_print_that_leaves_stops_the_run_and_loses_nothing(project):
    project.write("pipeline.sql", PRINT)
    project.write_topic("numbers", [json.dumps({"n": n}) for n in range(1000)])
    run = project.start("run", "pipeline.sql", "--until-end", "--quiet", "--epoch-rows", "300")
    assert run.stdout.readline().startswith('{"op":"+","row":{"n":')
    run.stdout.close()
    errors = run.stderr.read()
    assert run.wait(PATIENCE) == 74, errors
    assert "closed" in errors
    printed = project.run().stdout.splitlines()
    assert {json.loads(line)["op"] for line in printed} == {"+"}
    assert project.query("SELECT * FROM total") == [{"n": 1000}]


def test_a_reader_of_answers_that_leaves_is_no_failure(finished):
    query = finished.start(
        "query", "--format", "csv",
        "SELECT a.event_id FROM (SELECT log_offset AS event_id FROM \"events.rejects\") a")
    query.stdout.close()
    query.stderr.read()
    assert query.wait(PATIENCE) in (0, 2)
