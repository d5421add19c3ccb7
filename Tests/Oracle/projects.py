"""A round's folder and what is asked of the binary in it."""

import json
import os
import subprocess
from pathlib import Path

from answers import Number
from engine import EngineFault

PATIENCE_SECONDS = 120
# Steps of a commit at which MILLRACE_KILL_AT ends a run.
STEPS = ["computed", "prepared", "sinks-committed", "committed", "snapshot-written"]


def quick_folder():
    """Where syncing to the disk costs nothing, or None: the usual place for temporary files."""
    shared_memory = Path("/dev/shm")
    return shared_memory if os.access(shared_memory, os.W_OK) else None


def answers_of(binary, folder, questions, *options):
    """The answers of one query process, as lists of JSON objects."""
    end = "SELECT 'that was all' AS end_of_answer;\n"
    done = subprocess.run(
        [binary, "query", "--format", "json", *options], input="".join(f"{q};\n{end}" for q in questions),
        cwd=folder, text=True, capture_output=True, timeout=PATIENCE_SECONDS)
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
