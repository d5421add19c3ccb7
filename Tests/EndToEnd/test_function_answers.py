"""The answers that functions are held against are PostgreSQL's own."""

import pathlib
import sys

import pytest

FOLDER = pathlib.Path(__file__).parents[1] / "FunctionTests"
sys.path.insert(0, str(FOLDER))

import record  # noqa: E402

FILES = sorted(record.CASES.glob("*.txt"))


@pytest.fixture(scope="module")
def connection():
    with record.Postgres() as server, record.database(server) as connection:
        yield connection


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_every_answer_in_the_files_is_one_that_postgresql_gives(connection, path):
    written = path.read_text()
    told = record.answered(written, connection)
    differing = [
        f"{line}\n  PostgreSQL: {true}"
        for line, true in zip(written.split("\n"), told.split("\n")) if line != true
    ]
    assert not differing, "\n".join(differing[:20])


def test_a_file_with_another_answer_is_noticed(connection):
    assert record.answered("1 + 1 │ integer │ 3\n", connection) == "1 + 1 │ integer │ 2\n"
