"""Money moves between accounts and none is made: the total is 0 at every epoch that any reader sees."""

import collections
import json
import random
import signal

import pytest
from project import PATIENCE
from test_consistency import Conversation, wait_for_answers

PIPELINE = """
CREATE TABLE transfers (id bigint, source bigint NOT NULL, target bigint NOT NULL, amount bigint NOT NULL)
  WITH (connector = 'topic', topic = 'transfers', format = 'json');
CREATE MATERIALIZED VIEW credits AS SELECT target AS account, sum(amount) AS amount FROM transfers GROUP BY target;
CREATE MATERIALIZED VIEW debits AS SELECT source AS account, sum(amount) AS amount FROM transfers GROUP BY source;
CREATE MATERIALIZED VIEW balances AS
  SELECT coalesce(c.account, d.account) AS account, coalesce(c.amount, 0) - coalesce(d.amount, 0) AS balance
  FROM credits AS c FULL JOIN debits AS d ON c.account = d.account;
CREATE MATERIALIZED VIEW movements AS
  SELECT account, sum(amount) AS balance
  FROM (SELECT account, amount FROM credits UNION ALL SELECT account, -amount FROM debits) AS m GROUP BY account;
CREATE MATERIALIZED VIEW joined_total AS SELECT sum(balance) AS total FROM balances;
CREATE MATERIALIZED VIEW added_total AS SELECT sum(balance) AS total FROM movements;
CREATE MATERIALIZED VIEW differences AS
  (SELECT * FROM balances EXCEPT ALL SELECT * FROM movements)
  UNION ALL (SELECT * FROM movements EXCEPT ALL SELECT * FROM balances);
"""
QUESTION = (
    "SELECT total FROM joined_total UNION ALL SELECT total FROM added_total"
    " UNION ALL SELECT sum(balance) FROM balances UNION ALL SELECT sum(balance) FROM movements"
    " UNION ALL SELECT count(*) FROM differences UNION ALL SELECT count(*) FROM transfers_seen;\n")
SEEN = "CREATE MATERIALIZED VIEW transfers_seen AS SELECT id FROM transfers;\n"
TRANSFERS = 4000


@pytest.mark.parametrize("workers", [1, 2, 4])
def test_the_total_is_zero_at_every_epoch_that_a_reader_sees(project, workers):
    seed = random.randrange(2**31)
    chance = random.Random(seed)
    transfers = [
        {"id": i, "source": chance.randrange(50), "target": chance.randrange(50), "amount": chance.randint(1, 1000)}
        for i in range(TRANSFERS)]
    project.write("pipeline.sql", PIPELINE + SEEN)
    project.call("topics", "create", "transfers", "--partitions", "3")
    project.write_topic("transfers", [json.dumps(t) for t in transfers])
    arguments = ("run", "pipeline.sql", "--quiet", "--until-end", "--epoch-rows", "17",
                 "--snapshot-interval", "0.1s", "--workers", str(workers))
    run = project.start(*arguments)
    wait_for_answers(project, run, 1)

    seen, kills = [], 0
    with Conversation(project) as reader:
        while run.poll() is None or len(seen) < 10:
            *totals, different, read = [next(iter(row.values())) for row in reader.ask(QUESTION, rows=6)]
            assert totals == [0, 0, 0, 0], f"seed {seed}: after {read} transfers"
            assert different == 0, f"seed {seed}: after {read} transfers"
            seen.append(read)
            if kills < 5 and read > (kills + 1) * TRANSFERS // 7:
                kills += 1
                run.send_signal(signal.SIGKILL)
                run.communicate(timeout=PATIENCE)
                run = project.start(*arguments)
    assert run.returncode == 0, run.communicate()
    assert seen == sorted(seen), f"seed {seed}: an answer went back in time"
    assert kills >= 2, f"seed {seed}: {kills} kills, {len(seen)} answers"

    balances = collections.Counter()
    for transfer in transfers:
        balances[transfer["target"]] += transfer["amount"]
        balances[transfer["source"]] -= transfer["amount"]
    answer = project.query("SELECT account, balance FROM balances")
    assert {row["account"]: row["balance"] for row in answer} == dict(balances), f"seed {seed}"
