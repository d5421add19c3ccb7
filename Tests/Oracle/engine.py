"""Runs the millrace binary, perhaps killed at a step of a commit and started again, and asks it."""

import json
import os
import subprocess
from pathlib import Path

from answers import Number

PATIENCE_SECONDS = 120
# Steps of a commit at which MILLRACE_KILL_AT ends a run.
STEPS = ["computed", "prepared", "sinks-committed", "committed", "snapshot-written"]


def quick_folder():
    """Where syncing to the disk costs nothing, or None: the usual place for temporary files."""
    shared_memory = Path("/dev/shm")
    return shared_memory if os.access(shared_memory, os.W_OK) else None


class EngineFault(Exception):
    pass


class Engine:
    """The binary in a folder with a file pipeline.sql; `options` go with run and query, such as --state."""

    def __init__(self, binary, folder, *options):
        self.binary, self.folder, self.options = binary, folder, options

    def run(self, random, options, kills):
        """Runs until the files are read, up to `kills` times killed on the way and started again."""
        for _ in range(kills):
            step, epoch = random.choice(STEPS), random.randint(1, 12)
            if self.finish(options, {"MILLRACE_KILL_AT": f"{step}:{epoch}"}, (0, -9)) == 0:
                return
        self.finish(options, {}, (0,))

    def finish(self, options, environment, codes):
        try:
            done = subprocess.run(
                [self.binary, "run", "pipeline.sql", "--quiet", *self.options, *options], cwd=self.folder, text=True,
                stdin=subprocess.DEVNULL, capture_output=True, timeout=PATIENCE_SECONDS, env=os.environ | environment)
        except subprocess.TimeoutExpired as error:
            raise EngineFault(f"run did not end within {PATIENCE_SECONDS} s") from error
        if done.returncode not in codes:
            raise EngineFault(f"run ended with {done.returncode}: {done.stderr}")
        return done.returncode

    def query(self, sql):
        done = subprocess.run(
            [self.binary, "query", "--format", "json", sql], cwd=self.folder, capture_output=True, timeout=60)
        if done.returncode != 0:
            raise EngineFault(f"query ended with {done.returncode}: {done.stderr.decode(errors='replace')}\n{sql}")
        return done.stdout.decode()

    def answers(self, questions):
        """The answers of one query process, as lists of JSON objects."""
        end = "SELECT 'that was all' AS end_of_answer;\n"
        done = subprocess.run(
            [self.binary, "query", "--format", "json", *self.options], input="".join(f"{q};\n{end}" for q in questions),
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
