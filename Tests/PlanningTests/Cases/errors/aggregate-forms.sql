CREATE TABLE t (k text, n integer, d double precision, s text, b boolean, j json, g jsonb)
  WITH (connector = 'topic', topic = 't', format = 'json');

CREATE MATERIALIZED VIEW within_group AS SELECT
  percentile_cont(0.5), sum(n) WITHIN GROUP (ORDER BY n), mode(n) WITHIN GROUP (ORDER BY n),
  percentile_disc(0.5) WITHIN GROUP (ORDER BY n, d), lower(s) WITHIN GROUP (ORDER BY n)
FROM t;

CREATE MATERIALIZED VIEW fractions AS SELECT
  percentile_cont(1.5) WITHIN GROUP (ORDER BY n), percentile_cont(d) WITHIN GROUP (ORDER BY n),
  percentile_disc(NULL) WITHIN GROUP (ORDER BY n), approx_percentile(n, 95)
FROM t;

CREATE MATERIALIZED VIEW counts AS SELECT
  corr(n), stddev(n, d), string_agg(s), arg_max(s), count(n, d), approx_count_distinct(*), mode()
FROM t;

CREATE MATERIALIZED VIEW types AS SELECT
  stddev(s), corr(s, n), bit_and(d), string_agg(n, ','), median(b), max_by(s, g), mode() WITHIN GROUP (ORDER BY g),
  percentile_cont(0.5) WITHIN GROUP (ORDER BY s), string_agg(s, ',' ORDER BY j), variance(INTERVAL '1 day')
FROM t;

CREATE MATERIALIZED VIEW distinct_order AS SELECT string_agg(DISTINCT s, ',' ORDER BY n) FROM t;

CREATE MATERIALIZED VIEW nested AS SELECT stddev(avg(n)), string_agg(s, ',' ORDER BY count(*)) FROM t;

CREATE MATERIALIZED VIEW changing AS SELECT k, count(*) AS n FROM t GROUP BY k;

CREATE MATERIALIZED VIEW over_changes AS SELECT approx_count_distinct(k) FROM changing;
