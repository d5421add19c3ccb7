"""A pipeline file's own views, computed by DuckDB from the messages of its topics: a second opinion on every answer.

Decoding, last-wins and windows are done here, in Python and SQL; of Millrace only the verdicts on rows are taken
(rejects, duplicates, late rows), which the truth of the traffic judges.
"""

import datetime
import decimal
import json
import re
from collections.abc import Iterator

import duckdb

STATEMENT = re.compile(r";[ \t]*\n")
TABLE = re.compile(r"CREATE TABLE (\w+) \((.*)\) WITH \((.*)\)\s*$", re.S)
VIEW = re.compile(r"CREATE (MATERIALIZED )?VIEW (\w+)(?: WITH \([^)]*\))? AS\s+(.*)$", re.S)
INSERT = re.compile(r"INSERT INTO (\w+)")
COLUMN = re.compile(r'\s*("?\w+"?)\s+([a-z][a-z ]*(?:\([\d, ]+\))?)')
GENERATED = re.compile(r'("?\w+"?)\s+\w+ GENERATED ALWAYS AS \((.*)\) STORED', re.S)
WINDOW = re.compile(r"\b(TUMBLE|HOP)\((\w+), (\w+), INTERVAL '([^']+)'(?:, INTERVAL '([^']+)')?\)")
NOT_A_COLUMN = ("UNIQUE", "CONSTRAINT", "CHECK", "PRIMARY", "FOREIGN")


def statements(text: str) -> Iterator[str]:
    without_comments = re.sub(r"(?m)^\s*--.*$|\s--\s.*$", "", text)
    for part in STATEMENT.split(without_comments + "\n"):
        if part.strip():
            yield part.strip()


def split_commas(text: str) -> list[str]:
    """The parts between commas outside of parentheses and quotes."""
    parts, depth, start, quoted = [], 0, 0, False
    for place, letter in enumerate(text):
        if letter == "'":
            quoted = not quoted
        elif quoted:
            continue
        elif letter == "(":
            depth += 1
        elif letter == ")":
            depth -= 1
        elif letter == "," and depth == 0:
            parts.append(text[start:place])
            start = place + 1
    return [*parts, text[start:]]


class Table:
    def __init__(self, name: str, columns: str, options: str):
        self.name = name
        self.columns: list[tuple[str, str]] = []
        self.generated: list[tuple[str, str]] = []
        self.defaults: dict[str, str] = {}
        self.key = None
        for part in split_commas(columns):
            part = part.strip()
            if generated := GENERATED.match(part):
                self.generated.append(generated.groups())
            elif not part.startswith(NOT_A_COLUMN):
                column, kind = COLUMN.match(part).groups()
                kind = re.split(r" (?:NOT|PRIMARY|DEFAULT|REFERENCES)\b", kind + " ")[0].strip()
                self.columns.append((column.strip('"'), re.sub(" not$| primary$", "", kind)))
                if default := re.search(r"DEFAULT '([^']*)'", part):
                    self.defaults[column.strip('"')] = default.group(1)
                if "PRIMARY KEY" in part:
                    self.key = column.strip('"')
        self.topic = re.search(r"topic = '(?:\$\{\w+:-)?([^'}]+)", options)
        self.topic = self.topic and self.topic.group(1)


class PipelineOracle:
    def __init__(self, project):
        self.project = project
        self.database = duckdb.connect()
        self.database.execute("SET TimeZone = 'UTC'")
        self.views: dict[str, str] = {}
        self.queries: dict[str, str] = {}
        text = (project.folder / "pipeline.sql").read_text()
        found = list(statements(text))
        sinks = {match.group(1) for one in found if (match := INSERT.match(one))}
        for statement in found:
            if (match := TABLE.match(statement)) and match.group(1) not in sinks:
                self.load(Table(*match.groups()))
            elif match := VIEW.match(statement):
                materialized, name, query = match.groups()
                self.database.execute(f"CREATE VIEW {name} AS {self.windows(query, name)}")
                if materialized:
                    self.queries[name] = query

    # Rows

    def load(self, table: Table) -> None:
        names = ", ".join(f'"{name}" {kind}' for name, kind in table.columns)
        base = table.name if not table.generated else f"{table.name}_read"
        self.database.execute(
            f"CREATE TABLE {base} ({names}, log_partition bigint, log_offset bigint)")
        rows = list(self.accepted(table))
        if rows:
            lines = self.project.write(
                f"oracle/{table.name}.jsonl", "\n".join(json.dumps(row) for row in rows) + "\n")
            types = "{" + ", ".join(
                f"'{name}': '{'BIGINT' if kind is None else kind}'"
                for name, kind in [*table.columns, ("log_partition", None), ("log_offset", None)]) + "}"
            self.database.execute(
                f"INSERT INTO {base} SELECT * FROM read_json('{lines}', columns = {types})")
        if table.generated:
            extra = ", ".join(f"({text}) AS {name}" for name, text in table.generated)
            self.database.execute(f"CREATE VIEW {table.name} AS SELECT *, {extra} FROM {base}")

    def accepted(self, table: Table) -> Iterator[dict]:
        left = set()
        for relation in ("rejects", "duplicates"):
            for row in self.project.query(
                f"SELECT log_partition, log_offset FROM {table.name}.{relation}"):
                left.add((row["log_partition"], row["log_offset"]))
        newest: dict[str, dict | None] = {}
        for message in self.project.messages(table.topic):
            place = (message["log_partition"], message["log_offset"])
            if place in left:
                continue
            row = json.loads(message["value"], parse_float=str) if message["value"] else None
            if row is not None:
                row = table.defaults | row
                row = {name: self.value(row.get(name), kind) for name, kind in table.columns}
                row |= {"log_partition": place[0], "log_offset": place[1]}
            if table.key is None:
                yield row
            else:
                newest[message["log_key"]] = row
        yield from (row for row in newest.values() if row is not None)

    @staticmethod
    def value(value, kind: str):
        if kind.startswith("timestamp") and isinstance(value, int):
            moment = datetime.datetime.fromtimestamp(value / 1000, datetime.timezone.utc)
            return moment.isoformat(timespec="milliseconds")
        return value

    # Windows

    def windows(self, query: str, view: str) -> str:
        def relation(match: re.Match) -> str:
            kind, source, column, first, second = match.groups()
            size = second or first
            slide = first
            late = [row for row in self.project.query(f"SELECT window_start FROM {view}.late")]
            assert not late, f"{view} has late rows: the traffic of this test has none"
            if kind == "TUMBLE":
                start = f"time_bucket(INTERVAL '{size}', {column})"
                return (f"(SELECT *, {start} AS window_start, {start} + INTERVAL '{size}' AS window_end "
                        f"FROM {source}) AS {source}")
            copies = f"(SELECT unnest(range(0, (epoch(INTERVAL '{size}') / epoch(INTERVAL '{slide}'))::bigint)) AS copy)"
            start = f"time_bucket(INTERVAL '{slide}', {column}) - copy * INTERVAL '{slide}'"
            return (f"(SELECT {source}.*, {start} AS window_start, {start} + INTERVAL '{size}' AS window_end "
                    f"FROM {source}, {copies}) AS {source}")

        return WINDOW.sub(relation, query)

    # Answers

    def differences(self, view: str) -> list[str]:
        """Rows that only one of the two has, a few of them; empty where the answers agree."""
        ours = [list(row.values()) for row in self.project.query(f"SELECT * FROM {view}")]
        # Instants as UTC: DuckDB needs no more than Python's own library for these.
        kinds = self.database.execute(f"DESCRIBE {view}").fetchall()
        columns = ", ".join(
            f'"{name}"::timestamp' if kind == "TIMESTAMP WITH TIME ZONE" else f'"{name}"'
            for name, kind, *_ in kinds)
        theirs = self.database.execute(f"SELECT {columns} FROM {view}").fetchall()
        ours = sorted((tuple(map(canonical, row)) for row in ours), key=repr)
        theirs = sorted((tuple(map(canonical, row)) for row in theirs), key=repr)
        if len(ours) != len(theirs):
            return [f"{view}: {len(ours)} rows, DuckDB has {len(theirs)}"]
        return [
            f"{view}: {mine} where DuckDB has {other}"
            for mine, other in zip(ours, theirs) if not all(map(same, mine, other))][:5]


def canonical(value):
    """Numbers as short decimals that sort alike on both sides, times as text of one form."""
    if value is None or isinstance(value, bool):
        return str(value)
    if isinstance(value, (int, float, decimal.Decimal)):
        return Number(value)
    text = str(value).replace("T", " ", 1) if re.match(r"\d{4}-\d\d-\d\d[T ]", str(value)) else str(value)
    return re.sub(r"(\.\d*?)0+(?=$|[+Z-])|\.000", r"\1", text).replace("+00:00", "").rstrip("Z.")


class Number(float):
    """Sorts by what survives the rounding of either side."""

    def __repr__(self) -> str:
        return f"{round(float(self), 3) + 0.0:020.3f}"


def same(mine, other) -> bool:
    if isinstance(mine, Number) and isinstance(other, Number):
        # DuckDB's avg() of a decimal is a double: where it is rounded, the last digit may differ.
        return abs(mine - other) <= max(0.0101, abs(other) * 1e-9)
    return mine == other
