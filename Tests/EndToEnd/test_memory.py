"""A run says what its operators keep, and ends in words before the kernel ends it."""

import json

import pytest

from project import Project

PIPELINE = """
CREATE TABLE events (id bigint, name text) WITH (connector = 'files', path = 'events.jsonl', format = 'json');
CREATE MATERIALIZED VIEW by_name AS SELECT name, count(*) AS n FROM events GROUP BY name;
CREATE MATERIALIZED VIEW parity AS SELECT id % 2 AS rest, count(*) AS n FROM events GROUP BY id % 2;
"""


def project_of(folder, rows: int) -> Project:
    project = Project(folder, PIPELINE)
    lines = (json.dumps({"id": id, "name": f"a name that takes room {id}"}) for id in range(rows))
    project.write("events.jsonl", "\n".join(lines) + "\n")
    return project


def test_state_lists_what_each_operator_keeps(tmp_path):
    project = project_of(tmp_path, 1000)
    project.run()
    kept = {row["view_name"]: row for row in project.query("SELECT * FROM millrace.state")}
    assert {name: row["rows"] for name, row in kept.items()} == {"by_name": 1000, "parity": 2}
    assert kept["by_name"]["bytes"] > 40 * 1000 > kept["parity"]["bytes"] > 0
    live = project.call("explain", "pipeline.sql", "--live").stdout
    assert f"{kept['by_name']['operator']} keeps 1000 rows in " in live
    plans = json.loads(project.call("explain", "pipeline.sql", "--live", "--json").stdout)
    assert [plan["state"][0]["rows"] for plan in plans] == [1000, 2]


def test_live_figures_need_a_run(tmp_path):
    project = project_of(tmp_path, 1)
    assert ".millrace/pipeline" in project.call("explain", "pipeline.sql", "--live", code=69).stderr


@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_run_beyond_its_memory_ends_in_words_and_goes_on_with_more(tmp_path, workers):
    rows = 400_000
    project = project_of(tmp_path, rows)
    small = ("--workers", workers, "--epoch-rows", "50000")
    ended = project.run("--memory", "48MiB", *small, code=1)
    assert "more than the 48 MiB of --memory" in ended.stderr and "by_name" in ended.stderr
    committed = project.query("SELECT read FROM millrace.ledger")
    assert committed == [] or committed[0]["read"] % 50_000 == 0 and committed[0]["read"] < rows
    project.run(*small)
    assert project.query("SELECT read, accepted FROM millrace.ledger") == [{"read": rows, "accepted": rows}]
    assert project.query("SELECT n, count(*) AS names FROM by_name GROUP BY n") == [{"n": 1, "names": rows}]
    assert project.query("SELECT sum(n) AS n FROM parity") == [{"n": rows}]
