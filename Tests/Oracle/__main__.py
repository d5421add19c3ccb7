"""Compares Millrace with PostgreSQL, with DuckDB and with a model of time, on random pipelines.

  scripts/python.sh Tests/Oracle [--rounds N] [--seconds N] [--kind KIND [--seed S]] [--binary PATH]

  files    random files, pipelines and queries beside DuckDB's answers over a model of what is accepted
  epochs   random views over topics whose rows change, beside PostgreSQL's answers at every epoch
  windows  closing windows, sessions and joins in time beside a model, at several epoch sizes and workers

Of each kind seeds from 1 on are played, N rounds in all, and a random one at the end; --seconds goes on with random
seeds for so long instead. A difference is printed with its kind and seed, its folder, its SQL and both answers;
--kind epochs --seed 17 plays that round again.
"""

import argparse
import os
import random
import secrets
import sys
import time
import traceback
from collections import Counter
from concurrent.futures import FIRST_COMPLETED, ProcessPoolExecutor, wait
from pathlib import Path

from engine import quick_folder
from epochs.round import EpochRound
from postgres import Postgres
from rounds import Round
from windows.round import WindowRound

ROOT = Path(__file__).resolve().parents[2]
# In ten rounds so many of each kind.
KINDS = {"files": 2, "epochs": 6, "windows": 2}
WORKERS = min(2, os.cpu_count() or 1)


class Worker:
    """What a process that plays rounds keeps between them."""

    def __init__(self, binary, address):
        self.binary, self.address = binary, address
        self.connection = None

    def round(self, kind, seed):
        folder = quick_folder()
        match kind:
            case "files":
                return Round(seed, self.binary, folder)
            case "windows":
                return WindowRound(seed, self.binary, folder)
        if self.connection is None:
            self.connection = Postgres.connection(self.address)
        return EpochRound(seed, self.binary, self.connection, folder)


worker = None


def start(*arguments):
    global worker
    worker = Worker(*arguments)


def play(kind, seed):
    round = worker.round(kind, seed)
    try:
        faults = round.play()
    except Exception:
        worker.connection = None
        faults = [f"{kind} seed {seed}: the oracle itself failed ({round.folder})\n{traceback.format_exc()}"]
    return kind, seed, faults, (round.questions, round.rows, round.epochs)


def rounds(options):
    """(kind, seed) one after the other."""
    if options.seed is not None:
        yield options.kind, options.seed
        return
    kinds = [options.kind] if options.kind else [kind for kind, share in KINDS.items() for _ in range(share)]
    end = time.monotonic() + (options.seconds or 0)
    while options.seconds and time.monotonic() < end:
        yield random.choice(kinds), secrets.randbelow(2**31)
    if not options.seconds:
        counts = Counter()
        for number in range(options.rounds):
            kind = kinds[number % len(kinds)]
            yield kind, options.first + counts[kind]
            counts[kind] += 1
        for kind in counts:
            yield kind, secrets.randbelow(2**31)


def played(options, address):
    """The outcome of each round, as they end; few are under way at a time, so that a time limit holds."""
    with ProcessPoolExecutor(WORKERS, initializer=start, initargs=(str(options.binary), address)) as pool:
        running = set()
        for kind, seed in rounds(options):
            running.add(pool.submit(play, kind, seed))
            if len(running) > WORKERS:
                done, running = wait(running, return_when=FIRST_COMPLETED)
                yield from (outcome.result() for outcome in done)
        yield from (outcome.result() for outcome in running)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=int(os.environ.get("ROUNDS", 80)))
    parser.add_argument("--seconds", type=float, default=0)
    parser.add_argument("--kind", choices=KINDS)
    parser.add_argument("--seed", type=int)
    parser.add_argument("--first", type=int, default=1, help="the first of the fixed seeds")
    parser.add_argument("--binary", default=ROOT / ".build/debug/millrace")
    options = parser.parse_args()
    if options.seed is not None and options.kind is None:
        parser.error("--seed needs --kind")
    failed, count, totals = [], 0, [0, 0, 0]
    with Postgres() as server:
        for kind, seed, faults, asked in played(options, server.address):
            count += 1
            totals = [total + more for total, more in zip(totals, asked)]
            if faults:
                failed.append(f"{kind} {seed}")
                print("\n\n".join(faults), flush=True)
    print(f"oracle: {count} rounds, {totals[0]} answers with {totals[1]} rows compared at {totals[2]} epochs, "
          f"{len(failed)} rounds differ {', '.join(failed)}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
