"""What keeps a final window open is named wherever one looks: by the run, by queries, by explain."""

import json
import signal
import time

from project import PATIENCE

PIPELINE = """
CREATE TABLE events (u bigint, at timestamp)
  WITH (connector = 'files', path = 'in', format = 'json', partition_by = 'file', follow = true,
        event_time = 'at', watermark = '10 seconds', idle_timeout = '1 day');
CREATE MATERIALIZED VIEW minutes WITH (emit = 'final') AS
SELECT window_start, count(*) AS n FROM TUMBLE(events, at, INTERVAL '1 minute') GROUP BY window_start;
CREATE MATERIALIZED VIEW visits WITH (emit = 'final') AS
SELECT u, window_start, count(*) AS n FROM SESSION(events, at, INTERVAL '5 minutes', u)
GROUP BY u, window_start;
CREATE MATERIALIZED VIEW changes AS
SELECT window_start, count(*) AS n FROM TUMBLE(events, at, INTERVAL '1 minute') GROUP BY window_start;
"""
MINUTES = "events[1] at 2021-11-30 00:00:55, waits for an event from 2021-11-30 00:01:10 on"
VISITS = "events[1] at 2021-11-30 00:00:55, waits for an event from 2021-11-30 00:06:15 on"


def rows(*times):
    return "".join(json.dumps({"u": 1, "at": f"2021-11-30 {at}"}) + "\n" for at in times)


def test_the_holder_of_open_windows_is_named_everywhere(project):
    project.write("in/a.jsonl", rows("00:00:30", "00:09:00"))
    project.write("in/b.jsonl", rows("00:00:40", "00:01:05"))
    project.write("pipeline.sql", PIPELINE)
    run = project.start("run", "pipeline.sql")
    patience = time.monotonic() + PATIENCE
    while not (project.state / "state.db").exists() or run.poll() is not None:
        assert run.poll() is None and time.monotonic() < patience
    held = {}
    while held.get("minutes") != MINUTES:
        asked = project.call(
            "query", "--format", "json", "SELECT view_name, held_by FROM millrace.views", code=None)
        held = {} if asked.returncode else {
            row["view_name"]: row["held_by"] for row in map(json.loads, asked.stdout.splitlines())}
        assert run.poll() is None and time.monotonic() < patience
    assert held == {"minutes": MINUTES, "visits": VISITS, "changes": None}

    asked = project.call("query", "SELECT * FROM minutes")
    assert f"note: windows of minutes are still open: {MINUTES}\n" in asked.stderr
    assert "note" not in project.call("query", "SELECT * FROM changes").stderr

    explained = project.call("explain", "pipeline.sql").stdout
    assert f"\n  | held by: {VISITS}\n" in explained
    parts = json.loads(project.call("explain", "pipeline.sql", "--json").stdout)
    assert {part["name"]: part.get("held_by") for part in parts} == held

    run.send_signal(signal.SIGINT)
    _, told = run.communicate(timeout=PATIENCE)
    assert run.returncode == 130
    assert f"windows of minutes are open: {MINUTES}\nwindows of visits are open: {VISITS}\n" in told
