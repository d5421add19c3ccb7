"""A pipeline file that changed since the state was written (architecture §4)."""

import re
import signal
import subprocess

import pytest

from conftest import SMALL_EPOCHS, TRAFFIC
from project import PROPERTY_LEADS, UPSERTED, VIEWS, Project, assert_same, outcome

TEXT = PROPERTY_LEADS.read_text()
# Reads the table, groups and has rows that come and go.
NEW_VIEW = """
CREATE MATERIALIZED VIEW by_event AS
SELECT event, count(*) AS n, min(date) AS first_seen FROM events GROUP BY event;
"""
NEW_SINK = """
CREATE TABLE contacts (event text PRIMARY KEY, n bigint)
WITH (connector = 'topic', topic = 'contacts', format = 'json');
INSERT INTO contacts SELECT event, n FROM by_event;
"""
LEADS_FROM_TEN = TEXT.replace(
    "HAVING count(*) >= 9;\n\nCREATE MATERIALIZED VIEW all_counts",
    "HAVING count(*) >= 40;\n\nCREATE MATERIALIZED VIEW all_counts")
assert LEADS_FROM_TEN != TEXT


@pytest.fixture
def half(undisturbed: Project, tmp_path) -> Project:
    """A finished run, and more events that no run has read yet."""
    project = undisturbed.copy(tmp_path / "half")
    more(project)
    return project


def more(project: Project) -> None:
    # Their event_ids were used already: most are other content under a known id, so rejects.
    project.generate(
        *TRAFFIC[2:], "--events", "1500", "--seed", "7", "--set", "start=2021-11-30 04:00:00")


@pytest.fixture(scope="session")
def unchanged(undisturbed: Project, tmp_path_factory) -> dict[str, object]:
    """What the example's own text makes of all events."""
    project = undisturbed.copy(tmp_path_factory.mktemp("unchanged") / "project")
    more(project)
    project.run(*SMALL_EPOCHS)
    return outcome(project)


def from_scratch(project: Project, tmp_path) -> Project:
    """The same input, read from its beginning under the new text by a state of its own."""
    fresh = project.copy(tmp_path / "fresh")
    fresh.run("--from-scratch", "--take-over", *SMALL_EPOCHS)
    return fresh


def replayed(project: Project) -> int:
    return project.state_number("SELECT sum(replayed) FROM epochs")


@pytest.mark.parametrize(
    "text",
    [
        TEXT + "\n-- a comment\n",
        re.sub(r"[ \n]+", " ", re.sub("--.*", "", TEXT)),
        TEXT.replace("SELECT", "select").replace("  ", "\t"),
    ],
    ids=["comment", "one-line", "keywords-and-tabs"],
)
def test_another_layout_of_the_same_text_keeps_everything(half, unchanged, text):
    half.write("pipeline.sql", text)
    half.run(*SMALL_EPOCHS)
    assert replayed(half) == 0
    assert_same(outcome(half), unchanged)


def test_a_new_view_is_filled_and_all_others_keep_their_state(half, unchanged, tmp_path):
    half.write("pipeline.sql", TEXT + NEW_VIEW + NEW_SINK)
    changed = half.call("run", "pipeline.sql", "--until-end", *SMALL_EPOCHS)
    assert re.search(r"by_event +\| new", changed.stderr), changed.stderr
    fresh = from_scratch(half, tmp_path)
    assert half.rows("by_event") == fresh.rows("by_event") != []
    assert half.last_versions("contacts") == fresh.last_versions("contacts") != {}
    found = outcome(half)
    for name in ("views",):
        found.pop(name)
    assert_same(found, {name: unchanged[name] for name in found})


def test_a_new_view_over_nothing_new_is_filled_too(undisturbed, tmp_path):
    project = undisturbed.copy(tmp_path / "project")
    project.write("pipeline.sql", TEXT + NEW_VIEW)
    project.run(*SMALL_EPOCHS)
    fresh = from_scratch(project, tmp_path)
    assert project.rows("by_event") == fresh.rows("by_event") != []


def test_a_removed_view_is_dropped(half, unchanged):
    text = TEXT[: TEXT.index("-- What a sales team")]
    half.write("pipeline.sql", text)
    changed = half.call("run", "pipeline.sql", "--until-end", *SMALL_EPOCHS)
    assert re.search(r"leads +\| removed", changed.stderr), changed.stderr
    missing = half.call("query", "SELECT * FROM leads", code=2)
    assert "no table or view" in missing.stderr
    for view in ("paid_users", "busy_properties", "possible_brokers"):
        assert half.rows(view) == unchanged[view]


def test_a_changed_view_stops_with_a_table_and_changes_nothing(half, expected):
    half.write("pipeline.sql", LEADS_FROM_TEN)
    refused = half.run(*SMALL_EPOCHS, code=2)
    assert re.search(r"leads +\| changed +\| needs --rebuild leads", refused.stderr), refused.stderr
    assert re.search(r"all_counts +\| unchanged +\| keeps its state", refused.stderr)
    assert "--rebuild all" in refused.stderr and refused.stdout == ""
    assert_same(outcome(half), {name: expected[name] for name in expected if name != "sources"})


@pytest.mark.parametrize("names", [["leads"], ["all"]])
def test_a_rebuilt_view_equals_one_from_scratch(half, unchanged, names, tmp_path):
    half.write("pipeline.sql", LEADS_FROM_TEN)
    half.run(*SMALL_EPOCHS, *(word for name in names for word in ("--rebuild", name)))
    fresh = from_scratch(half, tmp_path)
    assert len(half.rows("leads")) < len(unchanged["leads"])
    for view in VIEWS:
        assert half.rows(view) == fresh.rows(view) != [], view
    for topic in UPSERTED:
        assert half.last_versions(topic) == fresh.last_versions(topic) != {}, topic
    assert half.ledger() == fresh.ledger()
    half.run(*SMALL_EPOCHS)


def test_a_name_that_cannot_be_rebuilt_is_wrong_usage(half):
    wrong = half.run("--rebuild", "leeds", code=64)
    assert "leeds" in wrong.stderr and "leads" in wrong.stderr


def test_from_scratch_drops_the_state_and_is_refused_by_its_topics(half, unchanged):
    assert "another state" in half.run("--from-scratch", code=74).stderr
    half.run("--take-over", *SMALL_EPOCHS)
    for view in VIEWS:
        assert half.rows(view) == unchanged[view], view


@pytest.mark.parametrize("step", ["computed", "prepared", "first-sink-committed", "sinks-committed"])
def test_a_kill_in_the_epoch_of_a_fill_changes_no_answer(half, unchanged, step, tmp_path):
    half.write("pipeline.sql", TEXT + NEW_VIEW + NEW_SINK)
    kill = {"MILLRACE_KILL_AT": f"{step}:{half.committed_epochs() + 1}"}
    half.run(*SMALL_EPOCHS, code=-signal.SIGKILL, env=kill)
    if step == "computed":
        half.run(*SMALL_EPOCHS, code=-signal.SIGKILL, env=kill)
    half.run(*SMALL_EPOCHS)
    fresh = from_scratch(half, tmp_path)
    assert half.rows("by_event") == fresh.rows("by_event") != []
    assert half.last_versions("contacts") == fresh.last_versions("contacts") != {}
    found = outcome(half)
    found.pop("views")
    assert_same(found, {name: unchanged[name] for name in found})


def test_kills_during_a_fill_change_no_answer(undisturbed, expected, chance, tmp_path):
    # The fill is the first thing that the run does, and nothing comes after it here.
    project = undisturbed.copy(tmp_path / "project")
    filled = project.committed_epochs() + 1
    project.write("pipeline.sql", TEXT + NEW_VIEW + NEW_SINK)
    for _ in range(6):
        run = project.start("run", "pipeline.sql", "--until-end", "--quiet", *SMALL_EPOCHS)
        try:
            _, errors = run.communicate(timeout=chance.uniform(0.05, 0.6))
            assert run.returncode == 0, errors
        except subprocess.TimeoutExpired:
            run.kill()
            run.communicate()
    project.run(*SMALL_EPOCHS)
    assert project.committed_epochs() == filled
    fresh = from_scratch(project, tmp_path)
    assert project.rows("by_event") == fresh.rows("by_event") != []
    assert project.last_versions("contacts") == fresh.last_versions("contacts") != {}
    found = outcome(project)
    found.pop("views")
    assert_same(found, {name: expected[name] for name in found})


def test_a_change_after_a_kill_first_ends_the_prepared_epoch_under_the_stored_text(
    traffic, expected, tmp_path
):
    traffic.run(*SMALL_EPOCHS, code=-signal.SIGKILL, env={"MILLRACE_KILL_AT": "prepared:6"})
    traffic.write("pipeline.sql", TEXT + NEW_VIEW)
    traffic.run(*SMALL_EPOCHS)
    fresh = from_scratch(traffic, tmp_path)
    assert traffic.rows("by_event") == fresh.rows("by_event") != []
    found = outcome(traffic)
    found.pop("views")
    assert_same(found, {name: expected[name] for name in found})
