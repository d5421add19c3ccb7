"""A temporary folder in which the real binary works, and what can be read of it afterwards."""

import collections
import json
import os
import pathlib
import shutil
import sqlite3
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROPERTY_LEADS = ROOT / "Examples/property-leads/pipeline.sql"
# Longer than anything here takes on a busy machine: what waits so long hangs.
PATIENCE = 120


def binary() -> pathlib.Path:
    """MILLRACE_BINARY, else what was built last, debug or release."""
    if given := os.environ.get("MILLRACE_BINARY"):
        return pathlib.Path(given)
    built = [ROOT / f".build/{kind}/millrace" for kind in ("debug", "release")]
    there = [path for path in built if path.exists()]
    assert there, "build it first: swift build"
    return max(there, key=lambda path: path.stat().st_mtime)


class Project:
    """Pipeline file, broker and state in one folder, laid out as `millrace` does by itself."""

    def __init__(self, folder: pathlib.Path, pipeline: str | None = None):
        self.folder = folder
        self.folder.mkdir(parents=True, exist_ok=True)
        self.write("pipeline.sql", pipeline or PROPERTY_LEADS.read_text())
        self.state = folder / ".millrace/pipeline"
        self.broker = folder / ".millrace/broker"

    def write(self, name: str, content: str | bytes) -> pathlib.Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    # Commands

    def start(self, *arguments: str, env: dict[str, str] | None = None, **options) -> subprocess.Popen:
        options = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True} | options
        return subprocess.Popen(
            [binary(), *arguments], cwd=self.folder, env=os.environ | (env or {}), **options)

    def call(self, *arguments: str, code: int | None = 0, env: dict[str, str] | None = None, **options):
        """Runs a command to its end; fails the test where it ends with another code (None: any will do)."""
        options = {"capture_output": True, "text": True, "timeout": PATIENCE} | options
        done = subprocess.run(
            [binary(), *arguments], cwd=self.folder, env=os.environ | (env or {}), **options)
        assert code is None or done.returncode == code, (arguments, done.returncode, done.stdout, done.stderr)
        return done

    def run(self, *arguments: str, **options):
        return self.call("run", "pipeline.sql", "--until-end", "--quiet", *arguments, **options)

    def query(self, sql: str) -> list[dict]:
        answer = self.call("query", "--state", str(self.state), "--format", "json", sql)
        return [json.loads(line) for line in answer.stdout.splitlines()]

    def generate(self, *arguments: str, **options):
        return self.call("generate", "property-leads", "--quiet", *arguments, **options)

    def write_topic(self, topic: str, lines: list[str]) -> None:
        if not (self.broker / f"{topic}.db").exists():
            self.call("topics", "create", topic)
        self.call("topics", "write", topic, "--quiet", input="\n".join(lines) + "\n")

    def messages(self, topic: str) -> list[dict]:
        answer = self.call("topics", "read", topic, "--format", "json")
        return [json.loads(line) for line in answer.stdout.splitlines()]

    # What a run leaves

    def values(self, topic: str) -> list[str]:
        """All values of a topic, sorted: which partition one without a key goes to is not promised."""
        return sorted(message["value"] for message in self.messages(topic))

    def last_versions(self, topic: str) -> dict[str, str]:
        """The newest value of each key; a message without a value deletes."""
        versions: dict[str, str] = {}
        partitions: dict[str, int] = {}
        for message in self.messages(topic):
            key, partition = message["log_key"], message["log_partition"]
            assert partitions.setdefault(key, partition) == partition, f"{key} is in two partitions"
            if message["value"] is None:
                assert versions.pop(key, None) is not None, f"{topic}: {key} was not there"
            else:
                versions[key] = message["value"]
        return versions

    def rows(self, relation: str, without: tuple[str, ...] = ("epoch",)) -> list[str]:
        rows = self.query(f"SELECT * FROM {relation}")
        return sorted(
            json.dumps({name: row[name] for name in row if name not in without}) for row in rows)

    def ledger(self) -> dict[str, dict]:
        return {row["table_name"]: row for row in self.query("SELECT * FROM millrace.ledger")}

    def copy(self, folder: pathlib.Path) -> "Project":
        """Everything, as it is now; nothing may be running."""
        shutil.copytree(self.folder, folder, symlinks=True)
        return Project(folder, (folder / "pipeline.sql").read_text())

    def database(self, path: pathlib.Path | None = None) -> sqlite3.Connection:
        return sqlite3.connect(path or self.state / "state.db", isolation_level=None)

    def committed_epochs(self) -> int:
        if not (self.state / "state.db").exists():
            return 0
        return self.state_number("SELECT count(*) FROM epochs WHERE committed_at IS NOT NULL")

    def committed_events(self) -> int:
        if not (self.state / "state.db").exists():
            return 0
        return self.state_number("SELECT sum(read) FROM ledger")

    def state_number(self, sql: str) -> int:
        """A figure that the state's database holds, without asking Millrace."""
        connection = self.database()
        try:
            return connection.execute(sql).fetchone()[0] or 0
        except sqlite3.OperationalError as error:
            if "no such table" in str(error):
                return 0
            raise
        finally:
            connection.close()


APPENDED = ("paid_user_final", "property_status_final", "possible_broker_final")
UPSERTED = ("paid_user", "property_status", "possible_broker")
ONCE = ("paid_user_once", "property_status_once", "possible_broker_once")
VIEWS = ("paid_users", "busy_properties", "possible_brokers", "leads", "all_counts")


def outcome(project: Project) -> dict[str, object]:
    """All that a run of property-leads must give whatever happened to it.

    Left out, because architecture §1 does: epoch numbers, history, which versions of a key came between.
    """
    found: dict[str, object] = {topic: project.values(topic) for topic in APPENDED + ONCE}
    found |= {topic: project.last_versions(topic) for topic in UPSERTED}
    found |= {view: project.rows(view) for view in VIEWS}
    found |= {name: project.rows(name) for name in ("events.rejects", "events.duplicates")}
    found |= {name: project.rows(name) for name in ("possible_brokers.late", "paid_user_final.late")}
    found["ledger"] = project.ledger()
    found["views"] = project.rows("millrace.views", without=("epoch", "held_by"))
    found["sources"] = project.rows("millrace.sources")
    return found


def assert_same(found: dict[str, object], expected: dict[str, object]) -> None:
    """Names what differs, with a few of the rows."""
    for name, wanted in expected.items():
        got = found[name]
        if got == wanted:
            continue
        if isinstance(wanted, list):
            got, wanted = collections.Counter(got), collections.Counter(wanted)
            missing, extra = list((wanted - got).elements()), list((got - wanted).elements())
            raise AssertionError(
                f"{name}: {len(missing)} missing {missing[:3]}, {len(extra)} too many {extra[:3]}")
        raise AssertionError(f"{name}: {got} instead of {wanted}")
