"""One round: a random pipeline over random files, run by Millrace and answered again by DuckDB."""

import base64
import json
import random as randomness
import shutil
import tempfile
from pathlib import Path

import duckdb

from accounting import TableModel
from answers import actual_rows, difference, expected_rows
from engine import Engine, EngineFault
from events import add_files
from expressions import FINISHED
from pipelines import duck_table, random_pipeline
from queries import random_query
from values import Column


class Round:
    def __init__(self, seed, binary, folder=None):
        self.seed = seed
        self.random = randomness.Random(seed)
        self.folder = Path(tempfile.mkdtemp(prefix=f"millrace-files-{seed}-", dir=folder))
        self.engine = Engine(binary, self.folder)
        self.database = duckdb.connect(config={"threads": 1})
        self.database.execute("SET default_null_order = 'nulls_last'")
        self.faults = []
        self.questions = self.rows = self.epochs = 0

    def play(self):
        """The faults found: none, and the folder is removed; else it stays to be looked at."""
        self.pipeline, self.session = random_pipeline(self.random)
        self.models = [TableModel(table) for table in self.pipeline.tables]
        rows = self.random.choice([5, 40, 40, 150])
        (self.folder / "pipeline.sql").write_text(self.pipeline.text())
        for table in self.pipeline.tables:
            add_files(self.random, table, self.random.randint(1, 4), rows)
        self.check_phase()
        if not self.faults and self.random.random() < 0.4 and self.can_go_on():
            for table in self.pipeline.tables:
                add_files(self.random, table, self.random.randint(0, 2), rows, first=len(table.files))
            self.check_phase()
        self.database.close()
        if not self.faults:
            shutil.rmtree(self.folder)
        return self.faults

    def can_go_on(self):
        """A new partition's watermark begins at the table's, which the model of one partition leaves out."""
        return all(not table.partition_by_file for table in self.pipeline.tables)

    def check_phase(self):
        for table in self.pipeline.tables:
            folder = self.folder / table.name
            folder.mkdir(exist_ok=True)
            for name, content, _ in table.files:
                if not (folder / name).exists():
                    (folder / name).write_bytes(content)
        options = ["--workers", str(self.random.choice([1, 2, 3])),
                   "--epoch-rows", str(self.random.choice([1, 7, 50, 100_000]))]
        if self.random.random() < 0.3:
            options += ["--snapshot-interval", "0.01s"]
        self.options = options
        try:
            self.engine.run(self.random, options, self.random.choice([0, 0, 1, 3]))
            self.compute()
            self.check_tables()
            self.check_views()
            for _ in range(4):
                self.check_query()
        except EngineFault as fault:
            self.fault("the engine", str(fault))

    def fault(self, of, text, sql=("", "")):
        self.faults.append(
            f"files seed {self.seed}: {of} differs ({' '.join(self.options)}; files and pipeline in {self.folder})\n"
            + (f"  Millrace: {sql[0]}\n  DuckDB:   {sql[1]}\n" if sql[0] else "") + text)

    # What DuckDB makes of the accepted rows

    def compute(self):
        for model in self.models:
            model.read_new_files()
            table = model.table
            self.database.execute(duck_table(table))
            marks = ", ".join("?" * (len(table.columns) + 1))
            rows = [[row[c.name] for c in table.columns] + [carried] for row, carried in model.rows]
            if rows:
                self.database.executemany(f"INSERT INTO {table.name}_carried VALUES ({marks})", rows)
            names = ", ".join(f'"{c.name}"' for c in table.columns)
            self.database.execute(f"CREATE OR REPLACE VIEW {table.name} AS SELECT {names} FROM {table.name}_carried")
        for view in self.pipeline.views:
            self.database.execute(f"CREATE OR REPLACE TABLE {view.name} AS {view.query.duck}")

    def ask_duck(self, sql, columns=()):
        return expected_rows(self.database.execute(sql).fetchall(), columns, self.session.shift)

    # Comparisons

    def compare(self, of, columns, duck, postgres, ordered=False):
        self.questions += 1
        wanted = self.ask_duck(duck, columns)
        self.rows += len(wanted)
        got = actual_rows(self.engine.query(postgres), columns)
        found = difference(wanted, got, ordered)
        if found:
            self.fault(of, found, (postgres, duck))

    def check_tables(self):
        for model in self.models:
            name, account = model.table.name, model.account
            if not self.pipeline.reads(name):
                continue
            wanted = [(str(account.read), str(account.accepted), str(account.rejected), str(account.duplicate))]
            columns = [Column(c, "bigint") for c in ("read", "accepted", "rejected", "duplicate")]
            answer = self.engine.query(
                f"SELECT read, accepted, rejected, duplicate FROM millrace.ledger WHERE table_name = '{name}'")
            found = difference(wanted, actual_rows(answer, columns))
            if found:
                self.fault(f"ledger of {name}", found)
            answer = self.engine.query(f"SELECT raw FROM {name}.rejects")
            got = [base64.b64decode(json.loads(line)["raw"]) for line in answer.splitlines()]
            found = difference(model.rejected_raw, got)
            if found:
                self.fault(f"{name}.rejects", found)

    def check_views(self):
        for view in self.pipeline.views:
            self.compare(f"view {view.name}", view.query.columns, f"SELECT * FROM {view.name}",
                         f"SELECT * FROM {view.name}")
            if not view.materialized:
                continue
            late = [] if view.query.late is None else self.late_rows(view)
            errors = 0 if view.errors is None else self.database.execute(view.errors).fetchone()[0]
            columns = [Column(c, "bigint") for c in ("rows", "late", "errors")]
            rows = self.database.execute(f"SELECT count(*) FROM {view.name}").fetchone()[0]
            answer = self.engine.query(
                f"SELECT rows, late, errors FROM millrace.views WHERE view_name = '{view.name}'")
            found = difference([(str(rows), str(len(late)), str(errors))], actual_rows(answer, columns))
            if found:
                self.fault(f"millrace.views of {view.name}", found)
        self.close_windows()

    def late_rows(self, view):
        time = next(t for t in self.pipeline.tables if f"({t.name}," in view.query.postgres)
        kind = time.column(time.event_time).type
        columns = [Column(name, kind) for name in ("window_start", "window_end")]
        wanted = self.ask_duck(view.query.late, columns)
        got = actual_rows(self.engine.query(f"SELECT window_start, window_end FROM {view.name}.late"), columns)
        found = difference(wanted, got)
        if found:
            self.fault(f"{view.name}.late", found, ("", view.query.late))
        return wanted

    def close_windows(self):
        """The bounded files have ended: what comes in a later run meets closed windows."""
        for model in self.models:
            ends = [self.database.execute(view.query.ends).fetchone()[0] for view in self.pipeline.views
                    if view.query.ends and f"({model.table.name}," in view.query.postgres]
            ends = [end for end in ends if end is not None]
            if ends:
                model.close_windows(max(ends))

    def askable(self):
        """Views, and tables that the run reads. A table whose copies expire is left out: reading it anew
        knows nothing of the watermark that the end of an earlier run raised."""
        hidden = [t.name for t in self.pipeline.tables
                  if t.unique_within is not None or not self.pipeline.reads(t.name)]
        return [relation for relation in self.pipeline.relations if relation.postgres not in hidden]

    def check_query(self):
        query = random_query(self.session, self.random.choice(self.askable()))
        postgres, duck, ordered = query.postgres, query.duck, False
        if self.random.random() < 0.5 and not any(c.type in FINISHED for c in query.columns):
            places = [(i + 1, self.random.choice(["", " DESC"])) for i in range(len(query.columns))]
            self.random.shuffle(places)
            limit = self.random.choice(["", " LIMIT 3", " LIMIT 10 OFFSET 2"])
            postgres += " ORDER BY " + ", ".join(f"{place}{way}" for place, way in places) + limit
            duck += " ORDER BY " + ", ".join(
                f"{place}{way} NULLS {'FIRST' if way else 'LAST'}" for place, way in places) + limit
            ordered = True
        self.compare("a query", query.columns, duck, postgres, ordered)
