"""The examples end to end: traffic, run, truth, and DuckDB's opinion on every view."""

import json

import pytest

from pipeline_oracle import PipelineOracle
from project import ROOT, Project

# So much traffic that every view has rows, and so little that the test is quick.
EXAMPLES = {
    "marketplace": ["--events", "12000", "--set", "orders_per_day=100000", "--set", "customers=800",
                    "--set", "products=60", "--set", "corrupted=3%"],
    "storefront": ["--for", "3h", "--set", "visits_per_hour=600"],
    "orders": ["--for", "4h", "--set", "orders_per_hour=3000", "--set", "customers=400"],
}
# The tables that are held against the truth, each with a view over it that closes windows.
RECONCILED = {
    "marketplace": {"orders": "orders_by_minute"},
    "storefront": {"transaction_data": "failed_payments_by_minute", "product_view_data": "bots",
                   "system_log_data": "errors_by_minute"},
    "orders": {"orders": "order_volume"},
}


def example(name: str, folder, *settings: str) -> Project:
    project = Project(folder, (ROOT / f"Examples/{name}/pipeline.sql").read_text())
    project.call(
        "generate", str(ROOT / f"Examples/{name}/scenario.yaml"), "--quiet", "--truth", "truth.jsonl",
        *EXAMPLES[name], *settings)
    project.run()
    return project


@pytest.mark.parametrize("name", EXAMPLES)
def test_rejects_duplicates_and_late_rows_are_those_of_the_truth(name: str, tmp_path):
    project = example(name, tmp_path / name)
    for table, late in RECONCILED[name].items():
        done = project.call("reconcile", "truth.jsonl", "--table", table, "--late", late)
        assert "no difference" in done.stdout + done.stderr
    ledger = {row["table_name"]: row for row in project.query("SELECT * FROM millrace.ledger")}
    assert all(
        row["read"] == row["accepted"] + row["rejected"] + row["duplicate"]
        for row in ledger.values())
    truth = [json.loads(line) for line in (tmp_path / name / "truth.jsonl").open()]
    assert sum(row["read"] for row in ledger.values()) == truth[-1]["read"]
    assert sum(row["rejected"] for row in ledger.values()) > 20


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_view_is_what_duckdb_computes(name: str, tmp_path):
    # Late rows are the truth's business: here nothing is late, so that a window is a plain bucket.
    plain = [] if name == "storefront" else ["--set", "late=0%"]
    project = example(name, tmp_path / name, *plain)
    oracle = PipelineOracle(project)
    differences = [line for view in oracle.queries for line in oracle.differences(view)]
    assert not differences, "\n".join(differences)
    empty = [view for view in oracle.queries
             if not project.query(f"SELECT count(*) AS n FROM {view}")[0]["n"]]
    assert len(empty) < len(oracle.queries) / 4, empty
