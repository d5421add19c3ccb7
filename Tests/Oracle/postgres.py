"""A PostgreSQL server of its own for a test: made when entered, stopped and deleted when left.

  scripts/python.sh Tests/Oracle/postgres.py COMMAND…   runs COMMAND (such as psql) beside a new server

Text sorts by its bytes (locale C) in UTF-8, the time zone is UTC, nothing is synced to disk, and only a socket in
the server's own folder leads to it.
"""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psycopg

PATIENCE_SECONDS = 60
SETTINGS = {
    "listen_addresses": "", "fsync": "off", "synchronous_commit": "off", "full_page_writes": "off",
    "shared_buffers": "32MB", "autovacuum": "off", "jit": "off", "max_parallel_workers_per_gather": "0",
    "timezone": "UTC",
}


class PostgresFault(Exception):
    """The server is not there or did not start; says what to do or what it wrote."""


def programs():
    """Where Debian puts initdb and postgres, the newest version; else where PATH has them."""
    folders = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/postgres")]
    if folders:
        return max(folders, key=lambda folder: float(folder.parent.name))
    if found := shutil.which("postgres"):
        return Path(found).resolve().parent
    raise PostgresFault("PostgreSQL's server is not installed: run scripts/bootstrap.sh")


def end_once(number, _):
    signal.signal(number, signal.SIG_IGN)
    sys.exit(128 + number)


class Postgres:
    """`with Postgres() as server: server.connect()`."""

    def __init__(self):
        self.programs = programs()
        self.owner = None
        if os.geteuid() == 0:
            # The server refuses to run as root.
            names = {entry.pw_name: entry for entry in pwd.getpwall()}
            self.owner = names.get("postgres") or names["nobody"]

    def __enter__(self):
        # Asked to end (SIGTERM), Python would leave without the cleaning below.
        signal.signal(signal.SIGTERM, end_once)
        # A socket's path has room for 107 bytes, which the folder of TMPDIR may not leave.
        self.folder = Path(tempfile.mkdtemp(prefix="millrace-postgres-", dir="/tmp"))
        self.log = (self.folder / "log").open("w+b")
        self.process = None
        try:
            if self.owner:
                os.chown(self.folder, self.owner.pw_uid, self.owner.pw_gid)
            self.make()
            self.start()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)  # ends without waiting for its connections
            try:
                self.process.wait(PATIENCE_SECONDS)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        self.log.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def as_owner(self, *command):
        """A command as the server's user, which is told to end (SIGINT) when this process dies."""
        identity = []
        if self.owner:
            identity = [f"--reuid={self.owner.pw_uid}", f"--regid={self.owner.pw_gid}", "--clear-groups"]
        return ["setpriv", "--pdeathsig=INT", *identity, "--", *map(str, command)]

    def make(self):
        done = subprocess.run(
            self.as_owner(self.programs / "initdb", "--pgdata", self.folder / "data", "--locale=C", "--encoding=UTF8",
                          "--username=postgres", "--auth=trust", "--no-sync"),
            cwd=self.folder, stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log)
        if done.returncode != 0:
            raise PostgresFault(f"initdb ended with {done.returncode}: {self.written()}")

    def start(self):
        settings = [part for name, value in SETTINGS.items() for part in ("-c", f"{name}={value}")]
        self.process = subprocess.Popen(
            self.as_owner(self.programs / "postgres", "-D", self.folder / "data", "-k", self.folder, *settings),
            cwd=self.folder, stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log)
        deadline = time.monotonic() + PATIENCE_SECONDS
        while True:
            try:
                self.connect().close()
                return
            except psycopg.OperationalError as error:
                if self.process.poll() is not None or time.monotonic() > deadline:
                    raise PostgresFault(f"the server did not start: {error}\n{self.written()}") from error
                time.sleep(0.02)

    def written(self):
        self.log.seek(0)
        return self.log.read().decode(errors="replace")

    @property
    def environment(self):
        """What leads psql and other clients to the server."""
        return {"PGHOST": str(self.folder), "PGUSER": "postgres", "PGDATABASE": "postgres"}

    @property
    def address(self):
        return f"host={self.folder} user=postgres dbname=postgres"

    def connect(self):
        return self.connection(self.address)

    @staticmethod
    def connection(address):
        """A connection without a transaction around each statement."""
        return psycopg.connect(address, autocommit=True)


def main():
    if len(sys.argv) < 2:
        print(__doc__.strip(), file=sys.stderr)
        return 64
    with Postgres() as server:
        return subprocess.run(sys.argv[1:], env=os.environ | server.environment).returncode


if __name__ == "__main__":
    sys.exit(main())
