CREATE TABLE t (id bigint, at timestamp, tags text[], n int[], j jsonb)
  WITH (connector = 'topic', topic = 't', format = 'json', event_time = 'at');

CREATE MATERIALIZED VIEW a AS SELECT id FROM t WHERE unnest(tags) = 'a';
CREATE MATERIALIZED VIEW b AS SELECT unnest(tags) AS tag, count(*) FROM t GROUP BY tag;
CREATE MATERIALIZED VIEW c AS SELECT count(unnest(tags)) FROM t;
CREATE MATERIALIZED VIEW d AS SELECT CASE WHEN id > 1 THEN unnest(n) END, coalesce(unnest(n), 1), unnest(ARRAY[unnest(n)]) FROM t;
CREATE MATERIALIZED VIEW e AS SELECT jsonb_each(j), unnest(n, n) FROM t;
CREATE MATERIALIZED VIEW f AS SELECT id FROM t, unnest(id) AS x;
CREATE MATERIALIZED VIEW g AS SELECT id FROM t, unnest(t.tag) AS x;
CREATE MATERIALIZED VIEW h AS SELECT id FROM t, generate_series('a', 'b') AS x, generate_series(1, 2, interval '1 day') AS y;
CREATE MATERIALIZED VIEW i AS SELECT id FROM t LEFT JOIN unnest(tags) AS x ON x = 'a';
CREATE MATERIALIZED VIEW k AS SELECT id FROM t RIGHT JOIN unnest(tags) AS x ON TRUE;
CREATE MATERIALIZED VIEW l AS SELECT id FROM t, unnest(tags) AS x(a, b);
CREATE MATERIALIZED VIEW m AS SELECT id FROM t, unnest(tags) AS t;
CREATE MATERIALIZED VIEW o AS SELECT id FROM t, LATERAL TUMBLE(t, at, INTERVAL '1 minute') AS w;
CREATE MATERIALIZED VIEW p AS SELECT id FROM TUMBLE(t, at, INTERVAL '1 minute') WITH ORDINALITY;
CREATE MATERIALIZED VIEW q AS SELECT id FROM unnest(t.tags) AS x, t;
CREATE MATERIALIZED VIEW r AS SELECT id FROM t, unnest(DISTINCT tags) AS x;
