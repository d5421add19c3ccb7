"""The minute count by Millrace and, as a batch, by DuckDB, alternating in one run; answers must be equal.

    minute_count.py MILLRACE EVENTS_FOLDER [ROUNDS]

Millrace parses strictly, keeps a watermark, accounts for every row and commits exactly once; DuckDB reads two columns and
counts. Prints seconds and events a second of each, the best and the median, and the ratio of the medians.
"""

import json
import pathlib
import resource
import statistics
import subprocess
import sys
import tempfile
import time

import duckdb

HERE = pathlib.Path(__file__).parent
DUCKDB = """
SELECT time_bucket(INTERVAL '1 minute', date) AS window_start, user_id, count(*) AS n
FROM read_json($events, format = 'newline_delimited',
               columns = {user_id: 'BIGINT', date: 'TIMESTAMP'}, ignore_errors = true)
GROUP BY ALL HAVING count(*) > 10
"""


def millrace(binary: str, events: str) -> tuple[float, float, set]:
    with tempfile.TemporaryDirectory() as folder:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        started = time.perf_counter()
        subprocess.run(
            [binary, "run", str(HERE / "minute-count.sql"), "--state", f"{folder}/state",
             "--set", f"events={events}", "--set", f"answers={folder}/answers", "--quiet"],
            check=True)
        seconds = time.perf_counter() - started
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        cores = (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) / seconds
        answers = set()
        for part in pathlib.Path(folder, "answers").glob("part-*.jsonl"):
            for line in part.read_text().splitlines():
                row = json.loads(line)
                answers.add((row["window_start"], row["user_id"], row["n"]))
        return seconds, cores, answers


def batch(events: str) -> tuple[float, set]:
    connection = duckdb.connect()
    started = time.perf_counter()
    rows = connection.execute(DUCKDB, {"events": f"{events}/*.jsonl"}).fetchall()
    seconds = time.perf_counter() - started
    return seconds, {(start.isoformat(), user, n) for start, user, n in rows}


def main() -> None:
    binary, events = sys.argv[1], sys.argv[2]
    rounds = int(sys.argv[3]) if len(sys.argv) > 3 else 5
    rows = sum(1 for path in pathlib.Path(events).glob("*.jsonl") for _ in open(path, "rb"))
    times: dict[str, list[float]] = {"millrace": [], "duckdb": []}
    cores = []
    for _ in range(rounds):
        seconds, used, ours = millrace(binary, events)
        times["millrace"].append(seconds)
        cores.append(used)
        seconds, theirs = batch(events)
        times["duckdb"].append(seconds)
        if ours != theirs:
            sys.exit(f"answers differ: {len(ours)} of Millrace, {len(theirs)} of DuckDB, "
                     f"{len(ours ^ theirs)} in only one")
    print(f"{rows:,} events, {len(ours):,} answers, equal; DuckDB {duckdb.__version__}")
    print(f"{'':10}{'best':>10}{'median':>10}   M events/s (best, median)")
    for name, seconds in times.items():
        best, median = min(seconds), statistics.median(seconds)
        print(f"{name:10}{best:9.3f}s{median:9.3f}s   {rows / best / 1e6:.2f}, {rows / median / 1e6:.2f}")
    ratio = statistics.median(times["duckdb"]) / statistics.median(times["millrace"])
    print(f"millrace / duckdb: {ratio:.2f} times; {statistics.median(cores):.2f} cores busy")


if __name__ == "__main__":
    main()
