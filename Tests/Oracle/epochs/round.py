"""One round: random views over topics whose rows come, change and go, compared with PostgreSQL at every epoch."""

import random as randomness
import shutil
import tempfile
from collections import Counter, defaultdict
from pathlib import Path

import psycopg

from engine import Engine, EngineFault
from epochs.answers import Reader, postgres_rows
from epochs.queries import Query, Session, query
from epochs.tables import add_records, random_table, versions
from expressions import zone_shift
from ledger import committed_epochs
from topics import create_topic, write_messages

ZONES = ["UTC", "UTC", "Asia/Kolkata", "America/New_York"]
VIEW_ROWS_MAX = 1500
KEPT = "MATERIALIZED VIEW {} WITH (history = true)"
# How views are defined, mostly so that each epoch can be seen.
WAYS = [KEPT] * 5 + ["MATERIALIZED VIEW {}", "VIEW {}"]


class EpochRound:
    """`connection`: to a PostgreSQL in which nothing of other rounds is."""

    def __init__(self, seed, binary, connection, folder):
        self.seed, self.binary, self.connection = seed, binary, connection
        self.random = randomness.Random(f"epochs {seed}")
        self.folder = Path(tempfile.mkdtemp(prefix=f"millrace-epochs-{seed}-", dir=folder))
        self.schema = f"round_{seed}"
        self.readers = {}  # of each view's columns
        self.faults = []
        self.questions = self.rows = self.epochs = 0

    def play(self):
        """The faults found: none, and the folder is removed; else it stays to be looked at."""
        random = self.random
        zone = random.choice(ZONES)
        self.execute(f"DROP SCHEMA IF EXISTS {self.schema} CASCADE", f"CREATE SCHEMA {self.schema}",
                     f"SET search_path = {self.schema}",
                     f"SET timezone = '{zone}'", "SET oracle.epoch = '0'", "SET statement_timeout = '120s'")
        self.tables = []
        for name in ["t", "u", "x"][:random.choice([1, 2, 2, 3])]:
            self.tables.append(random_table(random, name, self.tables))
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
        self.views.append((name, made, self.random.choice(WAYS)))
        session.relations.append(Query(name, made.columns, max(rows, 1)))

    def write_pipeline(self, zone):
        parts = [] if zone == "UTC" else [f"SET TIME ZONE '{zone}';"]
        parts += [table.definition() for table in self.tables]
        parts += [f"CREATE {way.format(name)} AS {made.text};" for name, made, way in self.views]
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
        Engine(self.binary, self.folder, "--until-end").run(self.random, self.options, self.random.choice([0, 0, 0, 0, 1, 2]))

    # Comparisons

    def compare(self):
        epochs = committed_epochs(self.folder / ".millrace/pipeline")
        self.epochs = len(epochs)
        for table in self.tables:
            self.load(table, [(v.row, v.first, v.end) for v in versions(table, epochs)])
        kept = [name for name, _, way in self.views if way == KEPT] + [f"{t.name}_rows" for t in self.tables]
        names = [name for name, *_ in self.views]
        referring = [table for table in self.tables if table.refers_to]
        end = "CAST(extract(epoch FROM valid_to) * 1000000 AS bigint) AS valid_to_microseconds"
        *answers, failed = Engine(self.binary, self.folder).answers(
            [f"SELECT *, {end} FROM {name}.history" for name in kept]
            + [f"SELECT * FROM {name}" for name in names]
            + [f"SELECT a FROM {table.name}.dangling" for table in referring]
            + ["SELECT view_name, errors FROM millrace.views WHERE errors > 0"])
        answers = iter(answers)
        self.has_failed = False
        for name in kept:
            self.compare_history(name, next(answers), epochs)
        self.execute(f"SET oracle.epoch = '{epochs[-1].number if epochs else 0}'")
        for name in names:
            self.compare_at_end(name, next(answers))
        for table in referring:
            self.compare_dangling(table, next(answers))
        if failed and not self.has_failed:
            self.fault("millrace.views", f"rows failed, in PostgreSQL none did: {failed}")

    def compare_at_end(self, name, answer):
        """Plain views are computed when they are asked; stored ones are read as they are."""
        _, wanted, readers = self.wanted(name)
        if wanted is not None:
            got = Counter(tuple(r.millrace(v) for r, v in zip(readers, row.values())) for row in answer)
            self.hold(name, "at the end", wanted, got)

    def compare_dangling(self, table, answer):
        wanted = self.connection.execute(
            f"SELECT a FROM {table.name} AS r WHERE a IS NOT NULL "
            f"AND NOT EXISTS (SELECT 1 FROM {table.refers_to} AS k WHERE k.id = r.a)").fetchall()
        self.hold(f"{table.name}.dangling", "at the end", Counter(str(a) for a, in wanted),
                  Counter(row["a"] for row in answer))

    def wanted(self, name):
        """PostgreSQL's answer at the epoch that is set; None where an expression failed there.

        t_rows is all of t, which PostgreSQL needs no view for.
        """
        try:
            cursor = self.connection.execute(
                f"SELECT * FROM {self.schema}.{name.removesuffix('_rows')}", prepare=True)
        except psycopg.DataError:
            self.has_failed = True
            return None, None, None
        result = cursor.pgresult
        columns = [result.fname(i).decode() for i in range(result.nfields)]
        readers = self.readers.setdefault(name, [Reader(result.ftype(i)) for i in range(result.nfields)])
        return columns, Counter(postgres_rows(result, readers)), readers

    def compare_history(self, name, answer, epochs):
        """The versions that a view had, added up epoch by epoch."""
        numbers = {epoch.prepared_at: epoch.number for epoch in epochs}
        changes = defaultdict(list)
        for row in answer:
            changes[int(row["epoch"])].append((row, 1))
            if row["valid_to_microseconds"] is not None:
                changes[numbers[int(row["valid_to_microseconds"])]].append((row, -1))
        got = Counter()
        for epoch in epochs:
            self.execute(f"SET oracle.epoch = '{epoch.number}'")
            columns, wanted, readers = self.wanted(name)
            if wanted is None:
                return
            for row, weight in changes[epoch.number]:
                got[tuple(r.millrace(row[c]) for r, c in zip(readers, columns))] += weight
            if not self.hold(name, f"at epoch {epoch.number} of {len(epochs)}", wanted, got):
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
