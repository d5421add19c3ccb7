"""What a run tells about its input beside the figures."""

import json

PIPELINE = """
CREATE TABLE t (id bigint, dateorder text, at timestamp)
  WITH (connector = 'files', path = 'in', format = 'json', event_time = 'at' PARTITIONED);
CREATE MATERIALIZED VIEW v WITH (emit = 'final') AS
  SELECT window_start, count(*) AS n FROM TUMBLE(t, at, INTERVAL '1 minute') GROUP BY window_start;
"""


def write(project, files: dict[str, range], field: str = "dateorder", partitioned: str = "") -> None:
    project.write("pipeline.sql", PIPELINE.replace("PARTITIONED", partitioned))
    for name, minutes in files.items():
        rows = [
            {"id": minute, field: "x", "at": f"2021-11-30 {minute // 60:02}:{minute % 60:02}:00"}
            for minute in minutes]
        project.write(f"in/{name}", "".join(json.dumps(row) + "\n" for row in rows))


def told(project) -> str:
    return project.call("run", "pipeline.sql").stderr


def test_a_run_says_that_late_rows_come_from_files_that_overlap(project):
    write(project, {"a.jsonl": range(0, 1200, 2), "b.jsonl": range(1, 1200, 2)})
    answer = told(project)
    reason = "more than 1 % of t is late, and its files overlap in time: in/b.jsonl begins before in/a.jsonl ends"
    assert answer.count("warning: " + reason) == 1
    # … and the summary once more.
    assert answer.count(reason) == 2
    assert "partition_by = 'file'" in answer


def test_files_that_follow_each_other_or_are_partitions_are_no_reason(project):
    write(project, {"a.jsonl": range(0, 600), "b.jsonl": range(600, 1200)})
    assert "overlap" not in told(project)


def test_striped_files_as_partitions_are_no_reason(project):
    write(
        project, {"a.jsonl": range(0, 1200, 2), "b.jsonl": range(1, 1200, 2)},
        partitioned=", partition_by = 'file'")
    answer = told(project)
    assert "overlap" not in answer and "warning" not in answer


def test_a_field_that_differs_only_in_case_is_told_once(project):
    write(project, {"a.jsonl": range(0, 50), "b.jsonl": range(50, 90)}, field="dateOrder")
    answer = told(project)
    assert answer.count("warning: ") == 1
    assert 'warning: t: the records have no field "dateorder" but "dateOrder"' in answer
