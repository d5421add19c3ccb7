#!/usr/bin/env python3
"""Asks PostgreSQL what the expressions of Cases/*.txt give.

A line is `expression │ type │ answer`, or `expression │ ! │ message` where it fails; a line with an expression alone is
one that was not asked yet. `zone NAME` sets the time zone of the lines below. Three more fields say how Millrace
differs on purpose: its type, its answer and the reason.

    Tests/FunctionTests/postgres.py record -- psql -h SOCKET_FOLDER -U postgres
    Tests/FunctionTests/postgres.py check  -- psql -h SOCKET_FOLDER -U postgres
"""

import csv
import io
import json
import pathlib
import subprocess
import sys

CASES = pathlib.Path(__file__).parent / "Cases"
SEPARATOR = " │ "

# Each expression is run by itself, so that one that fails does not stop the others.
PREPARE = """
SET client_min_messages = warning;
SET client_encoding = 'UTF8';
SET extra_float_digits = 1;
SET intervalstyle = 'postgres';
SET datestyle = 'ISO, YMD';
SET lc_messages = 'C';
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS fuzzystrmatch;
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
CREATE TEMP TABLE asked(number int, zone text, expression text);
"""
ANSWERS = r"""
SELECT json_build_array(number, pg_temp.answer(zone, expression)) FROM asked ORDER BY number;
"""


def ask(psql: list[str], questions: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Type and answer of each (zone, expression); type `!` and the message where it fails."""
    table = io.StringIO()
    csv.writer(table, lineterminator="\n").writerows((n, *question) for n, question in enumerate(questions))
    script = (
        PREPARE + "\\copy asked FROM STDIN WITH (FORMAT csv)\n" + table.getvalue() + "\\.\n" + ANSWERS
    )
    done = subprocess.run(
        [*psql, "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1"], input=script, text=True,
        capture_output=True, check=False)
    if done.returncode != 0:
        raise SystemExit(f"psql failed: {done.stderr}")
    answers = [json.loads(line)[1] for line in done.stdout.splitlines() if line.startswith("[")]
    if len(answers) != len(questions):
        raise SystemExit(f"{len(questions)} questions, {len(answers)} answers: {done.stderr}")
    return [(kind, "NULL" if answer is None else escaped(answer)) for kind, answer in answers]


def escaped(text: str) -> str:
    return (
        text.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t"))


def is_question(line: str) -> bool:
    return bool(line.strip()) and not line.startswith(("#", "zone "))


def answered(text: str, psql: list[str]) -> str:
    """The file with PostgreSQL's answers in it."""
    lines = text.splitlines()
    zone = "UTC"
    questions = []
    for line in lines:
        if line.startswith("zone "):
            zone = line.removeprefix("zone ")
        elif is_question(line):
            questions.append((zone, line.split(SEPARATOR)[0]))
    answers = iter(ask(psql, questions))
    result = []
    for line in lines:
        if is_question(line):
            fields = line.split(SEPARATOR)
            line = SEPARATOR.join([fields[0], *next(answers), *fields[3:]])
        result.append(line)
    return "\n".join(result) + "\n"


def main() -> int:
    if len(sys.argv) < 4 or sys.argv[1] not in ("record", "check") or sys.argv[2] != "--":
        print(__doc__, file=sys.stderr)
        return 64
    wrong = 0
    for path in sorted(CASES.glob("*.txt")):
        text = path.read_text()
        true = answered(text, sys.argv[3:])
        if sys.argv[1] == "record":
            path.write_text(true)
        elif true != text:
            wrong += 1
            for old, new in zip(text.splitlines(), true.splitlines()):
                if old != new:
                    print(f"{path.name}: {old}\n  PostgreSQL: {new}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
