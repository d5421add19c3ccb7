"""SIGINT and SIGTERM at the earliest moments: 130 and 143, and nothing half done."""

import pathlib
import signal
import time

from project import PATIENCE

PIPELINE = """
CREATE TABLE t (id bigint)
  WITH (connector = 'files', path = 'in', format = 'json', follow = FOLLOW);
CREATE MATERIALIZED VIEW v AS SELECT count(*) AS n FROM t;
"""


def heeds_interrupts(process):
    """Whether the process has come so far that SIGINT no longer ends it the system's way."""
    status = pathlib.Path(f"/proc/{process.pid}/status").read_text()
    masks = dict(line.split(":\t") for line in status.splitlines() if line.startswith("Sig"))
    interrupt = 1 << (signal.SIGINT - 1)
    return bool((int(masks["SigCgt"], 16) | int(masks["SigBlk"], 16)) & interrupt)


def start_heeding(project, *arguments, **options):
    process = project.start(*arguments, **options)
    patience = time.monotonic() + 10
    while not heeds_interrupts(process):
        assert process.poll() is None and time.monotonic() < patience
    return process


def test_a_run_ends_with_130_in_its_first_milliseconds(project):
    project.write("in/1.jsonl", '{"id":1}\n' * 1000)
    project.write("pipeline.sql", PIPELINE.replace("FOLLOW", "true"))
    for attempt in range(30):
        run = start_heeding(project, "run", "pipeline.sql", "--quiet")
        # A little later each time.
        until = time.monotonic() + attempt / 1000
        while time.monotonic() < until:
            pass
        run.send_signal(signal.SIGINT)
        _, told = run.communicate(timeout=PATIENCE)
        assert (run.returncode, told) == (130, "")


def test_a_command_that_waits_for_input_ends_with_the_signals_code(project):
    project.write("in/1.jsonl", '{"id":1}\n')
    project.write("pipeline.sql", PIPELINE.replace("FOLLOW", "false"))
    project.run()
    for number, code in ((signal.SIGINT, 130), (signal.SIGTERM, 143)):
        asked = start_heeding(project, "query", stdin=-1)
        asked.send_signal(number)
        asked.communicate(timeout=PATIENCE)
        assert asked.returncode == code
