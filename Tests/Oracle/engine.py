"""Runs the millrace binary: to the end, or interrupted and started again, and asks it."""

import signal
import subprocess


class EngineFault(Exception):
    pass


class Engine:
    def __init__(self, binary, folder):
        self.binary, self.folder = binary, folder

    def run(self, random, options, kills):
        """Runs until the files are read, `kills` times stopped on the way. Says how each start ended."""
        endings = []
        for _ in range(kills):
            process = self.start(options)
            try:
                _, errors = process.communicate(timeout=random.choice([0.03, 0.06, 0.1, 0.2, 0.4]))
            except subprocess.TimeoutExpired:
                sent = random.choice([signal.SIGKILL, signal.SIGKILL, signal.SIGINT])
                process.send_signal(sent)
                _, errors = process.communicate(timeout=60)
            if process.returncode not in (0, -9, -2, 130):
                raise EngineFault(f"run ended with {process.returncode}: {errors}")
            endings.append(process.returncode)
            if process.returncode == 0:
                return endings
        process = self.start(options)
        try:
            _, errors = process.communicate(timeout=120)
        except subprocess.TimeoutExpired as error:
            process.kill()
            process.communicate()
            raise EngineFault("run did not end within 120 s") from error
        if process.returncode != 0:
            raise EngineFault(f"run ended with {process.returncode}: {errors}")
        return endings + [0]

    def start(self, options):
        return subprocess.Popen(
            [self.binary, "run", "pipeline.sql", "--quiet", *options], cwd=self.folder, text=True,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def query(self, sql):
        done = subprocess.run(
            [self.binary, "query", "--format", "json", sql], cwd=self.folder, capture_output=True, timeout=60)
        if done.returncode != 0:
            raise EngineFault(f"query ended with {done.returncode}: {done.stderr.decode(errors='replace')}\n{sql}")
        return done.stdout.decode()
