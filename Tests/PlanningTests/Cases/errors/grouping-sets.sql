CREATE TABLE t (a bigint, b text, c json, at timestamp)
  WITH (connector = 'topic', topic = 't', format = 'json', event_time = 'at');
CREATE MATERIALIZED VIEW v1 AS SELECT a, b FROM t GROUP BY ROLLUP (a);
CREATE MATERIALIZED VIEW v2 AS SELECT grouping(b) FROM t GROUP BY ROLLUP (a);
CREATE MATERIALIZED VIEW v3 AS SELECT count(*) FROM t WHERE grouping(a) = 1 GROUP BY CUBE (a);
CREATE MATERIALIZED VIEW v4 AS SELECT count(*) FROM t GROUP BY GROUPING SETS ((c), (3));
CREATE MATERIALIZED VIEW v5 AS SELECT count(*) FROM t GROUP BY CUBE (a, b, at, a + 1, a + 2, a + 3, a + 4, a + 5, a + 6);
CREATE MATERIALIZED VIEW v6 WITH (emit = 'final') AS
  SELECT window_start, count(*) AS n FROM TUMBLE(t, at, INTERVAL '1 minute') GROUP BY ROLLUP (window_start);
CREATE MATERIALIZED VIEW v7 AS SELECT sum(grouping(a)) FROM t GROUP BY a;
