"""Compares Millrace with DuckDB on random event files, pipelines and queries.

  scripts/python.sh Tests/Oracle [--rounds N] [--seed S] [--binary PATH]

Without --seed the fixed seeds 1…N are played and one random seed after them; every seed is printed, and
a difference is printed with its seed, its files, its SQL and both answers. --seed S plays one again.
"""

import argparse
import os
import secrets
import sys
import traceback
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from rounds import Round

ROOT = Path(__file__).resolve().parents[2]


def play(seed, binary):
    round = Round(seed, binary)
    try:
        return seed, round.play(), (round.questions, round.rows)
    except Exception:
        return seed, [f"seed {seed}: the oracle itself failed ({round.folder})\n{traceback.format_exc()}"], (0, 0)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=int(os.environ.get("ROUNDS", 30)))
    parser.add_argument("--seed", type=int)
    parser.add_argument("--first", type=int, default=1, help="the first of the fixed seeds")
    parser.add_argument("--binary", default=ROOT / ".build/debug/millrace")
    options = parser.parse_args()
    fixed = range(options.first, options.first + options.rounds)
    seeds = [options.seed] if options.seed is not None else [*fixed, secrets.randbelow(2**31)]
    print(f"oracle: seeds {seeds[0]}" + (f" to {seeds[-2]} and {seeds[-1]}" if len(seeds) > 2 else ""), flush=True)
    failed, questions, rows = [], 0, 0
    with ProcessPoolExecutor(max_workers=min(2, os.cpu_count() or 1)) as pool:
        for seed, faults, asked in pool.map(play, seeds, [str(options.binary)] * len(seeds)):
            questions += asked[0]
            rows += asked[1]
            if faults:
                failed.append(seed)
                print("\n\n".join(faults), flush=True)
    print(f"oracle: {len(seeds)} rounds, {questions} answers with {rows} rows compared, {len(failed)} rounds differ {failed or ''}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
