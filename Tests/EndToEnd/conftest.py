"""What the tests share: generated events once a session, seeds, the closing line."""

import json
import os
import pathlib
import random

import pytest

from project import Project, binary, outcome

SEED = int(os.environ.get("SEED", random.SystemRandom().randrange(1 << 31)))

# Few users, so that every rule has answers, late rows and copies among a small number of events.
EVENTS = 6000
TRAFFIC = [
    "--events", str(EVENTS), "--set", "events_per_minute=2000", "--set", "users=150",
    "--set", "properties=300", "--set", "corrupted=3%", "--set", "duplicates=2%",
    "--set", "late=1%", "--set", "brokers=2",
]
SMALL_EPOCHS = ("--epoch-rows", "250")


def pytest_report_header() -> list[str]:
    return [f"binary: {binary()}", f"again with the same random choices: SEED={SEED}"]


@pytest.fixture
def chance(request) -> random.Random:
    """Random choices that SEED and the test's name repeat."""
    return random.Random(f"{SEED} {request.node.name}")


@pytest.fixture
def project(tmp_path: pathlib.Path) -> Project:
    return Project(tmp_path / "project")


@pytest.fixture(scope="session")
def generated(tmp_path_factory) -> Project:
    """A broker with the topic events and nothing that has read it; copy it before use."""
    project = Project(tmp_path_factory.mktemp("generated") / "project")
    project.generate(*TRAFFIC, "--rate", "20000/s", "--truth", "truth.jsonl")
    return project


@pytest.fixture(scope="session")
def truth(generated: Project) -> dict:
    return json.loads((generated.folder / "truth.jsonl").read_text().splitlines()[-1])


@pytest.fixture(scope="session")
def undisturbed(generated: Project, tmp_path_factory) -> Project:
    """A run of all generated events that nothing happened to."""
    project = generated.copy(tmp_path_factory.mktemp("undisturbed") / "project")
    project.run("--workers", "1", *SMALL_EPOCHS)
    return project


@pytest.fixture(scope="session")
def expected(undisturbed: Project) -> dict[str, object]:
    return outcome(undisturbed)


@pytest.fixture
def traffic(generated: Project, tmp_path: pathlib.Path) -> Project:
    """A copy of the generated topic with a state still to be made."""
    return generated.copy(tmp_path / "traffic")
