"""One round: random views over topics whose rows come, change and go, compared with PostgreSQL at every epoch."""

import json
import os
import random as randomness
import shutil
import subprocess
import tempfile
from collections import Counter, defaultdict
from pathlib import Path

import psycopg

from answers import Number
from engine import EngineFault
from epochs.answers import Reader, postgres_rows
from epochs.queries import Query, Session, query
from epochs.tables import add_records, random_table, versions
from expressions import zone_shift
from ledger import committed_epochs
from topics import create_topic, write_messages

ZONES = ["UTC", "UTC", "Asia/Kolkata", "America/New_York"]
VIEW_ROWS_MAX = 1500
STEPS = ["computed", "prepared", "sinks-committed", "committed", "snapshot-written"]
PATIENCE_SECONDS = 120


class EpochRound:
    """`connection`: to a PostgreSQL in which nothing of other rounds is."""

    def __init__(self, seed, binary, connection):
        self.seed, self.binary, self.connection = seed, binary, connection
        self.random = randomness.Random(f"epochs {seed}")
        shared_memory = Path("/dev/shm")
        place = shared_memory if os.access(shared_memory, os.W_OK) else None
        self.folder = Path(tempfile.mkdtemp(prefix=f"millrace-epochs-{seed}-", dir=place))
        self.schema = f"round_{seed}"
        self.readers = {}  # of each view's columns
        self.faults = []
        self.questions = self.rows = self.epochs = 0

    def play(self):
        """The faults found: none, and the folder is removed; else it stays to be looked at."""
        random = self.random
        zone = random.choice(ZONES)
        self.execute(f"CREATE SCHEMA {self.schema}", f"SET search_path = {self.schema}",
                     f"SET timezone = '{zone}'", "SET oracle.epoch = '0'", "SET statement_timeout = '120s'")
        self.tables = [random_table(random, name) for name in ["t", "u", "x"][:random.choice([1, 2, 2, 3])]]
        rows = random.choice([8, 25, 25, 60])
        batches = [{table.name: add_records(random, table, random.randint(0, rows)) for table in self.tables}
                   for _ in range(random.choice([1, 1, 2]))]
        for table in self.tables:
            self.make_table(table)
        session = Session(random, zone, zone_shift(zone))
        session.relations = [Query(t.name, t.columns, max(len(t.records) * 2 // 3, 1)) for t in self.tables]
        self.views = []
        while len(self.views) < 5:
            self.add_view(session)
        self.write_pipeline(zone)
        for table in self.tables:
            create_topic(self.binary, self.folder, table.name, table.partitions)
        try:
            for batch in batches:
                self.run(batch)
            self.compare()
        except EngineFault as fault:
            self.fault("the engine", str(fault))
        self.execute(f"DROP SCHEMA {self.schema} CASCADE")
        if not self.faults:
            shutil.rmtree(self.folder)
        return self.faults

    def execute(self, *statements):
        for statement in statements:
            self.connection.execute(statement)

    # The pipeline

    def make_table(self, table):
        """PostgreSQL's table: all rows that ever were, of which a view shows those of the epoch that is set."""
        columns = ", ".join(f"{c.name} {c.type}{' NOT NULL' if c.name in table.required else ''}" for c in table.columns)
        names = ", ".join(c.name for c in table.columns)
        self.execute(
            f"CREATE TABLE {table.name}_versions ({columns}, first_epoch integer, end_epoch integer)",
            f"CREATE VIEW {table.name} AS SELECT {names} FROM {table.name}_versions, "
            "(SELECT current_setting('oracle.epoch')::integer AS now OFFSET 0) AS e "
            "WHERE first_epoch <= now AND (end_epoch IS NULL OR end_epoch > now)")
        self.load(table, [(r.row, 0, None) for r in table.records if r.row])

    def load(self, table, rows):
        names = [c.name for c in table.columns]
        self.execute(f"TRUNCATE {table.name}_versions")
        with self.connection.cursor() as cursor, cursor.copy(f"COPY {table.name}_versions FROM STDIN") as copy:
            for row, first, end in rows:
                copy.write_row([row[name] for name in names] + [first, end])
        self.execute(f"ANALYZE {table.name}_versions")

    def add_view(self, session):
        """One more view that PostgreSQL takes and that is not large, even if no row were ever taken back."""
        name = f"view_{len(self.views)}"
        made = query(session, self.random.choice([1, 2, 2, 3]))
        try:
            self.execute(f"CREATE VIEW {name} AS {made.text}")
        except psycopg.Error:
            return
        try:
            (rows,) = self.connection.execute(f"SELECT count(*) FROM {name}").fetchone()
        except psycopg.Error:
            rows = VIEW_ROWS_MAX + 1
        if rows > VIEW_ROWS_MAX:
            self.execute(f"DROP VIEW {name}")
            return
        self.views.append((name, made, self.random.random() < 0.85))
        session.relations.append(Query(name, made.columns, max(rows, 1)))

    def write_pipeline(self, zone):
        parts = [] if zone == "UTC" else [f"SET TIME ZONE '{zone}';"]
        parts += [table.definition() for table in self.tables]
        for name, made, is_materialized in self.views:
            kind = f"MATERIALIZED VIEW {name} WITH (history = true)" if is_materialized else f"VIEW {name}"
            parts.append(f"CREATE {kind} AS {made.text};")
        # All that is read is in some view, so that the run reads every table.
        parts += [f"CREATE MATERIALIZED VIEW {t.name}_rows WITH (history = true) AS SELECT * FROM {t.name};"
                  for t in self.tables]
        (self.folder / "pipeline.sql").write_text("\n\n".join(parts) + "\n")

    # The run

    def run(self, batch):
        for name, records in batch.items():
            if records:
                write_messages(self.folder, name, [r.message for r in records])
        self.options = ["--workers", str(self.random.choice([1, 1, 2, 3])),
                        "--epoch-rows", str(self.random.choice([1, 2, 5, 5, 13, 1000])),
                        "--snapshot-interval", self.random.choice(["0.001s", "10s"])]
        if self.random.random() < 0.2:
            self.start({"MILLRACE_KILL_AT": f"{self.random.choice(STEPS)}:{self.random.randint(1, 12)}"}, (0, -9))
            self.options[1] = str(self.random.choice([1, 2, 3]))
        self.start({}, (0,))

    def start(self, environment, codes):
        done = subprocess.run(
            [self.binary, "run", "pipeline.sql", "--quiet", "--until-end", *self.options], cwd=self.folder, text=True,
            stdin=subprocess.DEVNULL, capture_output=True, timeout=PATIENCE_SECONDS, env=os.environ | environment)
        if done.returncode not in codes:
            raise EngineFault(f"run ended with {done.returncode}: {done.stderr}")

    def ask(self, questions):
        """The answers of one query process, as lists of JSON objects."""
        end = "SELECT 'that was all' AS end_of_answer;\n"
        done = subprocess.run(
            [self.binary, "query", "--format", "json"], input="".join(f"{q};\n{end}" for q in questions),
            cwd=self.folder, text=True, capture_output=True, timeout=PATIENCE_SECONDS)
        if done.returncode != 0:
            raise EngineFault(f"query ended with {done.returncode}: {done.stderr}")
        answers, current = [], []
        for line in done.stdout.splitlines():
            row = json.loads(line, parse_int=Number, parse_float=Number)
            if list(row) == ["end_of_answer"]:
                answers.append(current)
                current = []
            else:
                current.append(row)
        return answers

    # Comparisons

    def compare(self):
        epochs = committed_epochs(self.folder / ".millrace/pipeline")
        self.epochs = len(epochs)
        for table in self.tables:
            self.load(table, [(v.row, v.first, v.end) for v in versions(table, epochs)])
        numbers = {epoch.prepared_at: epoch.number for epoch in epochs}
        kept = [name for name, _, is_materialized in self.views if is_materialized] + [f"{t.name}_rows" for t in self.tables]
        end = "CAST(extract(epoch FROM valid_to) * 1000000 AS bigint) AS valid_to_microseconds"
        questions = [f"SELECT *, {end} FROM {name}.history" for name in kept]
        # Plain views are computed when asked; stored ones are read as they are at the end.
        names = [name for name, *_ in self.views]
        answers = self.ask(questions + [f"SELECT * FROM {name}" for name in names])
        for name, rows in zip(kept, answers):
            self.compare_history(name, rows, epochs, numbers)
        last = epochs[-1].number if epochs else 0
        for name, rows in zip(names, answers[len(kept):]):
            self.execute(f"SET oracle.epoch = '{last}'")
            _, wanted, readers = self.wanted(name)
            if wanted is not None:
                got = Counter(tuple(r.millrace(v) for r, v in zip(readers, row.values())) for row in rows)
                self.hold(name, "at the end", wanted, got)

    def wanted(self, name):
        """PostgreSQL's answer at the epoch that is set; None where an expression failed there."""
        try:
            cursor = self.connection.execute(
                f"SELECT * FROM {self.schema}.{name.removesuffix('_rows')}", prepare=True)
        except psycopg.DataError:
            return None, None, None
        result = cursor.pgresult
        columns = [result.fname(i).decode() for i in range(result.nfields)]
        readers = self.readers.setdefault(name, [Reader(result.ftype(i)) for i in range(result.nfields)])
        return columns, Counter(postgres_rows(result, readers)), readers

    def compare_history(self, name, rows, epochs, numbers):
        begins, ends = defaultdict(list), defaultdict(list)
        for row in rows:
            begins[int(row["epoch"])].append(row)
            if row["valid_to_microseconds"] is not None:
                ends[numbers[int(row["valid_to_microseconds"])]].append(row)
        got = Counter()
        for epoch in epochs:
            self.execute(f"SET oracle.epoch = '{epoch.number}'")
            columns, wanted, readers = self.wanted(name)
            if wanted is None:
                continue
            for row in begins[epoch.number]:
                got[tuple(r.millrace(row[c]) for r, c in zip(readers, columns))] += 1
            for row in ends[epoch.number]:
                got[tuple(r.millrace(row[c]) for r, c in zip(readers, columns))] -= 1
            if not self.hold(name, f"at epoch {epoch.number} of {len(epochs)}", wanted, +got):
                return

    def hold(self, name, when, wanted, got):
        self.questions += 1
        self.rows += wanted.total()
        if wanted == got:
            return True
        missing, surplus = wanted - got, got - wanted
        lines = [f"  only PostgreSQL: {row}" for row in sorted(missing.elements(), key=repr)[:8]]
        lines += [f"  only Millrace:   {row}" for row in sorted(surplus.elements(), key=repr)[:8]]
        text = next((made.text for known, made, _ in self.views if known == name), "")
        self.fault(name, f"{when}: {wanted.total()} rows expected, {got.total()} answered\n" + "\n".join(lines), text)
        return False

    def fault(self, of, text, sql=""):
        options = " ".join(getattr(self, "options", []))
        self.faults.append(f"epochs seed {self.seed}: {of} differs ({options}; files and pipeline in {self.folder})\n"
                           + (f"  {sql}\n" if sql else "") + text)
