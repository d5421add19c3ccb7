"""One round: random windows, sessions and joins in time over random topics, against the model, run in several ways."""

import random as randomness
import shutil
import tempfile
from collections import Counter
from pathlib import Path

from engine import Engine, EngineFault
from topics import create_topic, write_messages
from windows.queries import KINDS, session, windowed
from windows.tables import moment, random_messages, random_table


class WindowRound:
    def __init__(self, seed, binary, folder):
        self.seed, self.binary = seed, binary
        self.random = randomness.Random(f"windows {seed}")
        self.folder = Path(tempfile.mkdtemp(prefix=f"millrace-windows-{seed}-", dir=folder))
        self.faults = []
        self.questions = self.rows = self.epochs = 0

    def play(self):
        """The faults found: none, and the folder is removed; else it stays to be looked at."""
        random = self.random
        # What an end of the input does to the clocks is modelled for one view over one table.
        has_two_ends = random.random() < 0.3
        self.tables = [random_table(random, name) for name in ["a", "b"][:1 if has_two_ends else 2]]
        kinds = [random.choice([windowed, session])] if has_two_ends else [random.choice(KINDS) for _ in range(6)]
        self.views = [kind(random, f"view_{i}", self.tables) for i, kind in enumerate(kinds)]
        for table in self.tables:
            create_topic(self.binary, self.folder, table.name, table.partitions)
        (self.folder / "pipeline.sql").write_text(
            "\n\n".join([t.definition() for t in self.tables] + [v.text for v in self.views]) + "\n")
        self.states = [self.options() for _ in range(3)]
        largest = random.choice([10, 60, 60, 300, 1500 if has_two_ends else 400])
        try:
            reached = 0
            for phase in range(2 if has_two_ends else 1):
                reached = self.fill(largest, phase, reached)
                for state, options in enumerate(self.states):
                    state_folder = ("--state", f"state-{state}")
                    Engine(self.binary, self.folder, "--until-end", *state_folder).run(random, options, random.choice([0, 0, 1]))
                    self.compare(Engine(self.binary, self.folder, *state_folder), options)
                if has_two_ends:
                    self.tables[0].end(self.views[0].answer().last_closed)
        except EngineFault as fault:
            self.fault("the engine", str(fault))
        if not self.faults:
            shutil.rmtree(self.folder)
        return self.faults

    def fill(self, largest, phase, begin):
        reached = [begin]
        for number, table in enumerate(self.tables):
            count = self.random.randint(0, largest)
            messages, now = random_messages(self.random, table, count, 10_000 * (1 + phase + 2 * number), begin)
            reached.append(now)
            if messages:
                write_messages(self.folder, table.name, messages)
        return max(reached)

    def options(self):
        random = self.random
        return ["--workers", str(random.choice([1, 2, 3])), "--epoch-rows", str(random.choice([1, 3, 7, 50, 100_000])),
                "--snapshot-interval", random.choice(["0.001s", "10s"])]

    def compare(self, engine, options):
        questions = []
        for view in self.views:
            late = "window_start, window_end, CAST(extract(epoch FROM late_by) AS bigint) AS late_by"
            questions += [f"SELECT * FROM {view.name}", f"SELECT {late}{', id' if view.shows_id else ''} FROM {view.name}.late"]
        answers = iter(engine.answers(questions))
        for view in self.views:
            wanted = view.answer()
            types = ["time", "time", "number"] + ["number"] * view.shows_id
            late = [row[:len(types)] for row in wanted.late]
            self.hold(view, "", options, shown(wanted.rows, view.types), next(answers))
            self.hold(view, ".late", options, shown(late, types), next(answers))

    def hold(self, view, relation, options, wanted, answer):
        got = Counter(tuple(None if v is None else str(v) for v in row.values()) for row in answer)
        self.questions += 1
        self.rows += wanted.total()
        if wanted == got:
            return
        missing, surplus = wanted - got, got - wanted
        lines = [f"  only the model: {row}" for row in sorted(missing.elements(), key=repr)[:8]]
        lines += [f"  only Millrace:  {row}" for row in sorted(surplus.elements(), key=repr)[:8]]
        self.fault(f"{view.name}{relation}", f"  {view.text}\n{wanted.total()} rows expected, {got.total()} answered\n"
                   + "\n".join(lines), options)

    def fault(self, of, text, options=()):
        self.faults.append(f"windows seed {self.seed}: {of} differs ({' '.join(options)}; files and pipeline in "
                           f"{self.folder})\n{text}")


def shown(rows, types):
    """As Millrace writes them: numbers in digits, times as text."""
    return Counter(
        tuple(None if v is None else moment(v) if type == "time" else str(v) for v, type in zip(row, types)) for row in rows)
