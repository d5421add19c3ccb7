CREATE TABLE t (a bigint, b numeric(10,2), at timestamp) WITH (connector = 'files', path = 'x', format = 'json', event_time = 'att');
CREATE MATERIALIZED VIEW v AS SELECT a, sum(c) FROM t GROUP BY a;
CREATE MATERIALIZED VIEW w AS SELECT a FROM TUMBLE(t, at, INTERVAL '1 month');
INSERT INTO nowhere SELECT 1;
CREATE SOURCE s (a int);
