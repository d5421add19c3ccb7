"""Tables with an event time over topics of several partitions, and what their clocks say.

The rules are those of the documentation (docs/sql.md, "Event time and watermarks"), said again: a row carries the
running watermark that its own partition had before it.
"""

import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone

from topics import Message

BEGIN = datetime(2024, 1, 15, 10, 0, 0)


@dataclass(frozen=True)
class Row:
    """Times in seconds after BEGIN. `carried`: the watermark that came with it; None before the first event."""

    id: int
    u: int | None
    v: int
    at: int
    carried: int | None


@dataclass
class Table:
    name: str
    partitions: int
    delay: int
    ahead_max: int | None  # seconds; None: whatever an event time says moves the watermark
    rows: list = field(default_factory=list)
    watermarks: dict = field(default_factory=dict)  # of partitions

    def definition(self):
        ahead = "none" if self.ahead_max is None else f"{self.ahead_max} seconds"
        # A loaded machine must not make a partition idle: that would be a fact of the clock on the wall.
        return (f"CREATE TABLE {self.name} (id bigint NOT NULL, u bigint, v bigint, at timestamp)\n"
                f"  WITH (connector = 'topic', topic = '{self.name}', format = 'json', event_time = 'at', "
                f"watermark = '{self.delay} seconds', max_ahead = '{ahead}', idle_timeout = '1 day');")

    def read(self, partition, row, logged_at):
        """A row as the log has it; `logged_at`: its record's own time, in seconds after BEGIN."""
        carried = self.watermarks.get(partition)
        self.rows.append(Row(row["id"], row["u"], row["v"], row["at"], carried))
        if self.ahead_max is None or row["at"] <= logged_at + self.ahead_max:
            reached = row["at"] - self.delay
            self.watermarks[partition] = reached if carried is None else max(carried, reached)

    def end(self, last_closed):
        """The end of the input: the watermarks go to the end of the last window that closed."""
        if last_closed is not None:
            for partition in range(self.partitions):
                self.watermarks[partition] = max(self.watermarks.get(partition, last_closed), last_closed)


def random_table(random, name):
    return Table(name, random.choice([1, 1, 2, 3]), random.choice([0, 0, 5, 10, 60]), random.choice([None, None, 100]))


def random_messages(random, table, count, first_id, begin):
    """Messages in an order of their own, which the table reads too; the time that they reach."""
    spread, users = random.choice([0, 5, 30, 120]), random.choice([1, 3, 8])
    step, edges = random.choice([1, 4, 20]), random.choice([0.1, 0.5, 1])
    messages, now = [], begin
    for number in range(count):
        now += random.randint(0, step) if random.random() < 0.95 else random.choice([100, 1000])
        at = now - random.choice([0, 0, random.randint(0, spread)])
        if random.random() < edges:
            at -= at % 5  # on the edges of windows
        logged_at = now
        if random.random() < 0.02:
            at += 500
        row = {"id": first_id + number, "v": random.randint(0, 9), "at": at,
               "u": None if random.random() < 0.05 else random.randrange(users)}
        partition = random.randrange(table.partitions)
        table.read(partition, row, logged_at)
        messages.append(Message(partition, None, line(row), microseconds(logged_at)))
    return messages, now


def line(row):
    return json.dumps(row | {"at": moment(row["at"])}).encode()


def moment(seconds):
    return (BEGIN + timedelta(seconds=seconds)).isoformat()


def microseconds(seconds):
    return int((BEGIN + timedelta(seconds=seconds)).replace(tzinfo=timezone.utc).timestamp()) * 10**6
