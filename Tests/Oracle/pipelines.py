"""Random pipelines: tables over files, and views over tables, windows and other views."""

import re
from dataclasses import dataclass, field

from analytics import analysed
from events import random_table
from expressions import zone_shift
from joins import joined
from queries import Query, Relation, Session, condition, random_query
from values import DUCK_TYPES, Column

ZONES = ["UTC", "Asia/Kolkata", "America/New_York", "Pacific/Chatham", "America/St_Johns"]


@dataclass
class View:
    name: str
    query: Query
    materialized: bool
    final: bool = False
    errors: str | None = None  # DuckDB's count of rows that fail

    def definition(self):
        if not self.materialized:
            return f"CREATE VIEW {self.name} AS {self.query.postgres};"
        options = " WITH (emit = 'final')" if self.final else ""
        return f"CREATE MATERIALIZED VIEW {self.name}{options} AS {self.query.postgres};"


@dataclass
class Pipeline:
    zone: str
    tables: list
    views: list
    relations: list = field(default_factory=list)

    def reads(self, table):
        """Whether a run reads a table: one that no stored view needs is not."""
        return any(view.materialized and re.search(rf"\b{table}\b", view.query.postgres) for view in self.views)

    def text(self):
        zone = [] if self.zone == "UTC" else [f"SET TIME ZONE '{self.zone}';"]
        return "\n\n".join(
            zone + [t.definition(t.name) for t in self.tables] + [v.definition() for v in self.views]) + "\n"


def random_pipeline(random):
    zone = random.choice(ZONES)
    session = Session(random, zone, zone_shift(zone))
    tables = [random_table(random, name, session.shift) for name in ["events", "orders"][: random.choice([1, 1, 2])]]
    relations = [Relation(t.name, t.name, tuple(t.columns)) for t in tables]
    views = []
    for index in range(random.randint(2, 5)):
        view = random_view(session, f"view_{index}", tables, relations, views)
        views.append(view)
        relations.append(Relation(view.name, view.name, view.query.columns))
    return Pipeline(zone, tables, views, relations), session


def random_view(session, name, tables, relations, views):
    random = session.random
    pick = random.random()
    # Windows over an upsert table never close: that is a model of its own.
    clocked = [table for table in tables if not table.is_upsert]
    if pick < 0.3 and clocked:
        windows = windowed(session, random.choice(clocked))
        return View(name, random_query(session, windows), True, final=random.random() < 0.6)
    if 0.3 <= pick < 0.38:
        return failing_view(session, name, random.choice(tables))
    if pick < 0.5 and views:
        materialized = random.random() < 0.5
    else:
        materialized = True
    source = random.choice(relations[len(tables):]) if views and random.random() < 0.5 else random.choice(relations[:len(tables)])
    if random.random() < 0.4:
        source = joined(session, source, random.choice(relations))
    if not materialized and all(source.postgres != view.name for view in views):
        materialized = True
    analysis = analysed(session, source) if random.random() < 0.2 else None
    return View(name, analysis or random_query(session, source), materialized)


def windowed(session, table):
    """TUMBLE or HOP over a table's event time; windows of a timestamptz lie on the session's clock."""
    random = session.random
    seconds = random.choice([7, 30, 60, 60, 90, 3600, 86400])
    offset = random.choice([0, 0, 0, 15, -5])
    time = table.column(table.event_time)
    named = f', "offset" => INTERVAL \'{offset} seconds\'' if offset else ""
    shift = int(session.shift.total_seconds()) if time.type == "timestamptz" else 0
    slide = seconds
    call = f"TUMBLE({table.name}, {time.name}, INTERVAL '{seconds} seconds'{named})"
    if random.random() < 0.4:
        # Also slides that do not divide the size.
        slide = max(1, seconds // random.choice([1, 2, 3, 4]))
        call = (f"HOP({table.name}, {time.name}, INTERVAL '{slide} seconds', "
                f"INTERVAL '{seconds} seconds'{named})")
    step, moved = slide * 10**6, (shift - offset) * 10**6
    latest = f"make_timestamp(((epoch_us({time.name}) + {moved}) // {step}) * {step} - {moved})"
    start = f"{latest} - to_seconds({slide} * hops.number)"
    duck = (f"(SELECT rows.*, {start} AS window_start, {start} + to_seconds({seconds}) AS window_end "
            f"FROM {table.name}_carried AS rows, range(0, {-(-seconds // slide)}) AS hops(number) "
            f"WHERE {time.name} < {start} + to_seconds({seconds})) AS {session.name('w')}")
    added = (Column("window_start", time.type), Column("window_end", time.type))
    return Relation(call, duck, tuple(table.columns) + added, windowed=True)


def failing_view(session, name, table):
    """Rows whose division fails leave the view for VIEW.errors."""
    random = session.random
    where = condition(session, table.columns, "WHERE", 0.5)
    test = where[1] or " WHERE true"
    healthy = f"FROM {table.name}{test} AND (k <> 0 OR k IS NULL)"
    errors = f"SELECT count(*) FROM {table.name}{test} AND k = 0"
    first, second = session.name("c"), session.name("c")
    if random.random() < 0.5:
        query = Query(
            f'SELECT id AS "{first}", 1000 / k AS "{second}" FROM {table.name}{where[0]}',
            f'SELECT id AS "{first}", 1000 // k AS "{second}" {healthy}',
            (Column(first, "bigint", 10**6), Column(second, "integer", 1000)))
    else:
        query = Query(
            f'SELECT g AS "{first}", sum(1000 / k) AS "{second}" FROM {table.name}{where[0]} GROUP BY g',
            f'SELECT g AS "{first}", CAST(sum(1000 // k) AS BIGINT) AS "{second}" {healthy} GROUP BY g',
            (Column(first, "text"), Column(second, "bigint", 10**7)))
    return View(name, query, True, errors=errors)


def duck_table(table):
    columns = ", ".join(f'"{c.name}" {DUCK_TYPES[c.type]}' for c in table.columns)
    return f"CREATE OR REPLACE TABLE {table.name}_carried ({columns}, carried TIMESTAMP)"
