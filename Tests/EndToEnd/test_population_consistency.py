"""Streams of one scenario agree with each other, and as many records are corrupted as asked for: asked of the files by
DuckDB, which knows nothing of the generator."""

import json
import math

import duckdb
import pytest

from project import Project

# Without corruption every line parses, so that what DuckDB finds is the populations' doing.
STREAMS = {
    "storefront": {
        "arguments": ["--for", "4h", "--set", "visits_per_hour=1500", "--set", "corrupted=0%"],
        "references": [
            (stream, column, parent)
            for stream in ("transaction_data", "product_view_data", "user_interaction_data")
            for column, parent in (("customer_id", "customer_data"), ("product_id", "product_data"))],
    },
    "orders": {
        "arguments": ["--for", "3h", "--set", "orders_per_hour=3000", "--set", "customers=500",
                      "--set", "corrupted=0%"],
        "references": [("orders", "customer_id", "customers")],
    },
}


def generated(project: Project, scenario: str, *arguments: str) -> duckdb.DuckDBPyConnection:
    project.call(
        "generate", scenario, "--quiet", "--to", "files:traffic", "--truth", "truth.jsonl", *arguments)
    database = duckdb.connect()
    for folder in (project.folder / "traffic").iterdir():
        # Without the parser's own idea of a time: texts compare as the scenario wrote them.
        database.execute(
            f"CREATE TABLE {folder.name} AS SELECT row_number() OVER () AS line, * FROM "
            f"read_json('{folder}/*.jsonl', format = 'newline_delimited', convert_strings_to_integers = false, "
            "dateformat = 'none', timestampformat = 'none', sample_size = -1)")
    return database


@pytest.mark.parametrize("scenario", STREAMS)
def test_no_reference_dangles(project: Project, scenario: str):
    database = generated(project, scenario, *STREAMS[scenario]["arguments"])
    for stream, column, parent in STREAMS[scenario]["references"]:
        count, dangling = database.execute(
            f"SELECT count(*), count(*) FILTER (WHERE {column} NOT IN (SELECT {column} FROM {parent})) "
            f"FROM {stream}").fetchone()
        assert count > 200 and dangling == 0, (stream, column)


def test_nobody_does_anything_before_they_are_there(project: Project):
    database = generated(project, "storefront", *STREAMS["storefront"]["arguments"])
    for stream, time in (("transaction_data", "date_time"), ("product_view_data", "timestamp")):
        early = database.execute(
            f"SELECT count(*) FROM {stream} AS s JOIN (SELECT customer_id, min(account_created) AS created "
            f"FROM customer_data GROUP BY customer_id) AS c USING (customer_id) WHERE s.{time} < c.created"
        ).fetchone()
        assert early == (0,), stream


def test_an_entity_is_the_same_in_every_record(project: Project):
    database = generated(project, "storefront", *STREAMS["storefront"]["arguments"])
    for table, key, columns in (
        ("customer_data", "customer_id", ("name", "gender", "location", "country", "account_created")),
        ("product_data", "product_id", ("name", "category", "supplier")),
    ):
        for column in columns:
            changed = database.execute(
                f"SELECT count(*) FROM (SELECT {key} FROM {table} GROUP BY {key} "
                f"HAVING count(DISTINCT {column}) > 1)").fetchone()
            assert changed == (0,), (table, column)


def test_stock_falls_by_sales_and_rises_by_deliveries(project: Project):
    database = generated(project, "storefront", *STREAMS["storefront"]["arguments"])
    least, = database.execute("SELECT min(stock_quantity) FROM product_data").fetchone()
    assert least >= 0
    # Between two records of a product without a delivery, what is missing was sold.
    wrong, pairs = database.execute("""
        WITH states AS (
          SELECT product_id, timestamp AS until, stock_quantity AS now,
                 lag(timestamp) OVER steps AS since, lag(stock_quantity) OVER steps AS before
          FROM product_data WINDOW steps AS (PARTITION BY product_id ORDER BY line)
        ), sold AS (
          SELECT s.product_id, s.until, s.before - s.now AS missing,
                 (SELECT coalesce(sum(quantity), 0) FROM transaction_data AS t
                  WHERE t.product_id = s.product_id AND t.date_time > s.since AND t.date_time < s.until) AS sales
          FROM states AS s
          WHERE s.now <= s.before AND NOT EXISTS (
            SELECT 1 FROM transaction_data AS t
            WHERE t.product_id = s.product_id AND t.date_time IN (s.since, s.until)))
        SELECT count(*) FILTER (WHERE missing <> sales), count(*) FROM sold""").fetchone()
    assert pairs > 200 and wrong <= pairs // 100, (wrong, pairs)


def test_ratings_agree_with_the_texts_of_reviews(project: Project):
    database = generated(
        project, "storefront", "--for", "10h", "--set", "visits_per_hour=800", "--set", "corrupted=0%")
    # A text has one sentiment, so the ratings that go with it never lie on both sides.
    both, reviews = database.execute("""
        SELECT count(*) FILTER (WHERE low < 3 AND high > 3), sum(reviews) FROM (
          SELECT review_text, min(rating) AS low, max(rating) AS high, count(*) AS reviews
          FROM user_interaction_data WHERE interaction_type = 'review' GROUP BY review_text)""").fetchone()
    assert reviews > 100 and both == 0


@pytest.mark.parametrize("percent", [1, 5])
def test_as_many_records_are_corrupted_as_asked_for(project: Project, percent: int):
    count = 20_000
    project.call(
        "generate", "marketplace", "--quiet", "--events", str(count), "--to", "files:traffic",
        "--truth", "truth.jsonl", "--set", f"corrupted={percent}%", "--set", "orders_per_day=2000000")
    lines = [json.loads(line) for line in (project.folder / "truth.jsonl").open()]
    corrupted = [line for line in lines if line["type"] == "row" and line["kind"] == "corrupted"]
    share = percent / 100
    # Four and a half standard deviations: less than once in a hundred thousand by chance.
    bound = 4.5 * math.sqrt(count * share * (1 - share))
    assert abs(len(corrupted) - count * share) <= bound
    assert len({line["reason"] for line in corrupted}) >= 15
