CREATE TABLE t (a bigint, b text, c json, at timestamp)
  WITH (connector = 'topic', topic = 't', format = 'json', event_time = 'at');
CREATE TABLE out (a bigint) WITH (connector = 'files', path = 'out', format = 'json');
CREATE MATERIALIZED VIEW v1 AS SELECT a FROM t INTERSECT SELECT a, b FROM t;
CREATE MATERIALIZED VIEW v2 AS SELECT a FROM t EXCEPT ALL SELECT b FROM t;
CREATE MATERIALIZED VIEW v3 AS SELECT c FROM t EXCEPT SELECT c FROM t;
CREATE MATERIALIZED VIEW v4 WITH (emit = 'final') AS
  SELECT window_start FROM TUMBLE(t, at, INTERVAL '1 minute') GROUP BY window_start INTERSECT SELECT at FROM t;
CREATE MATERIALIZED VIEW v5 AS SELECT 'x' INTERSECT SELECT a FROM t;
INSERT INTO out SELECT a FROM t EXCEPT SELECT 1;
