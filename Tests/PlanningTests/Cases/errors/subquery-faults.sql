CREATE TABLE a (k bigint NOT NULL, x text, at timestamp, j json) WITH (connector = 'topic', topic = 'a', format = 'json', event_time = 'at');
CREATE TABLE b (k bigint NOT NULL, y text, at timestamp) WITH (connector = 'topic', topic = 'b', format = 'json');

CREATE MATERIALIZED VIEW width AS SELECT x FROM a WHERE k IN (SELECT k, y FROM b);
CREATE MATERIALIZED VIEW value_width AS SELECT (SELECT k, y FROM b) AS v FROM a;
CREATE MATERIALIZED VIEW types AS SELECT x FROM a WHERE k IN (SELECT y FROM b);
CREATE MATERIALIZED VIEW all_types AS SELECT x FROM a WHERE k < ALL (SELECT y FROM b) OR x = '';
CREATE MATERIALIZED VIEW likes AS SELECT x FROM a WHERE x LIKE ANY (SELECT y FROM b);
CREATE MATERIALIZED VIEW missing AS SELECT x FROM a WHERE EXISTS (SELECT 1 FROM b WHERE b.key = a.k);
CREATE MATERIALIZED VIEW missing_in_value AS SELECT (SELECT max(y) FROM b WHERE b.k = a.z) AS v FROM a;
CREATE MATERIALIZED VIEW outer_aggregate AS SELECT (SELECT max(a.k) FROM b) AS v FROM a;
CREATE MATERIALIZED VIEW ungrouped AS SELECT x, (SELECT max(y) FROM b WHERE b.k = a.k) AS v FROM a GROUP BY x;
CREATE MATERIALIZED VIEW both_sides AS SELECT a.x FROM a LEFT JOIN b ON a.k = b.k AND EXISTS (SELECT 1 FROM b AS c WHERE c.k = a.k AND c.y = b.y);
CREATE MATERIALIZED VIEW below_window AS SELECT x, (SELECT count(*) FROM (SELECT window_start FROM TUMBLE(a, at, INTERVAL '1 minute') WHERE k = o.k) AS q) AS n, (SELECT count(*) FROM SESSION(a, at, INTERVAL '1 minute')) AS m FROM a AS o;
CREATE MATERIALIZED VIEW not_comparable AS SELECT x, (SELECT count(*) FROM b WHERE b.y < a.j ->> 'y') AS n FROM a;
CREATE MATERIALIZED VIEW constants AS VALUES ((SELECT 1));
CREATE TABLE c (k bigint, CHECK (k > (SELECT 1))) WITH (connector = 'topic', topic = 'c', format = 'json');
