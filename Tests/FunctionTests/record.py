#!/usr/bin/env python3
"""Asks PostgreSQL what the expressions of Cases/*.txt give.

A line is `expression │ type │ answer`, or `expression │ ! │ message` where it fails; a line with an expression alone is
one that was not asked yet. `zone NAME` sets the time zone of the lines below. Three more fields say how Millrace
differs on purpose: its type, its answer and the reason.

    scripts/python.sh Tests/FunctionTests/record.py    writes the answers of a PostgreSQL of its own into the files
"""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "Oracle"))

import psycopg  # noqa: E402
from postgres import Postgres  # noqa: E402

CASES = pathlib.Path(__file__).parent / "Cases"
SEPARATOR = " │ "

# Text sorts by its bytes as in Millrace; what a letter is, and its other case, is known beyond ASCII.
DATABASE = """
CREATE DATABASE functions TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C.UTF-8'
"""
# Each expression is run by itself, so that one that fails does not stop the others.
PREPARE = """
SET client_min_messages = warning;
SET extra_float_digits = 1;
SET intervalstyle = 'postgres';
SET datestyle = 'ISO, YMD';
SET lc_messages = 'C';
CREATE EXTENSION pg_trgm;
CREATE EXTENSION fuzzystrmatch;
CREATE FUNCTION pg_temp.answer(zone text, expression text) RETURNS text[] LANGUAGE plpgsql AS $$
DECLARE
  result text[];
BEGIN
  PERFORM set_config('TimeZone', zone, true);
  EXECUTE 'SELECT ARRAY[pg_typeof(v)::text, v::text] FROM (SELECT (' || expression || ') AS v) AS q'
    INTO result;
  RETURN result;
EXCEPTION WHEN OTHERS THEN
  RETURN ARRAY['!', SQLERRM];
END $$;
"""
ANSWERS = """
SELECT pg_temp.answer(zone, expression)
FROM unnest(%s::text[], %s::text[]) WITH ORDINALITY AS asked(zone, expression, number) ORDER BY number
"""


def database(server: Postgres) -> psycopg.Connection:
    """A connection to a new database in which `answered` can ask."""
    with server.connect() as connection:
        connection.execute(DATABASE)
    connection = psycopg.connect(server.address.replace("dbname=postgres", "dbname=functions"), autocommit=True)
    connection.execute(PREPARE)
    return connection


def escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t")


def is_question(line: str) -> bool:
    return bool(line.strip()) and not line.startswith(("#", "zone "))


def answered(text: str, connection: psycopg.Connection) -> str:
    """A file with PostgreSQL's answers in it."""
    lines = text.split("\n")
    zone = "UTC"
    questions = []
    for line in lines:
        if line.startswith("zone "):
            zone = line.removeprefix("zone ")
        elif is_question(line):
            questions.append((zone, line.split(SEPARATOR)[0]))
    rows = connection.execute(ANSWERS, [list(part) for part in zip(*questions)]).fetchall()
    answers = iter(rows)
    result = []
    for line in lines:
        if is_question(line):
            kind, answer = next(answers)[0]
            told = "NULL" if answer is None else escaped(answer)
            fields = line.split(SEPARATOR)
            line = SEPARATOR.join([fields[0], kind, told, *fields[3:]])
        result.append(line)
    return "\n".join(result)


def main() -> int:
    if len(sys.argv) > 1:
        print(__doc__.strip(), file=sys.stderr)
        return 64
    with Postgres() as server, database(server) as connection:
        for path in sorted(CASES.glob("*.txt")):
            path.write_text(answered(path.read_text(), connection))
    return 0


if __name__ == "__main__":
    sys.exit(main())
