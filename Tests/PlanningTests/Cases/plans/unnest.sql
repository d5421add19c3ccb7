CREATE TABLE t (id bigint, at timestamp, tags text[], n int[], note text)
  WITH (connector = 'topic', topic = 't', format = 'json', event_time = 'at');

CREATE MATERIALIZED VIEW pruned AS SELECT id, tag FROM t, unnest(t.tags) AS tag WHERE id > 5 AND tag <> 'x';
CREATE MATERIALIZED VIEW outer_rows AS SELECT id, tag, place FROM t LEFT JOIN unnest(tags) WITH ORDINALITY AS u(tag, place) ON TRUE WHERE upper(note) = 'A';
CREATE MATERIALIZED VIEW listed AS SELECT id, unnest(tags) || 'x' AS tag, unnest(n) AS n FROM t;
CREATE VIEW tagged AS SELECT id, at, tag FROM t, unnest(tags) AS tag;
CREATE MATERIALIZED VIEW minutes WITH (emit = 'final') AS SELECT window_start, tag, count(*) AS rows FROM TUMBLE(tagged, at, INTERVAL '1 minute') GROUP BY window_start, tag;
CREATE MATERIALIZED VIEW arrays AS SELECT ARRAY[id, 2] AS a, tags[1] AS first, n[1:2] AS some, id = ANY (n) AS any, 'x' <> ALL (tags) AS none FROM t;
CREATE MATERIALIZED VIEW alone AS SELECT s FROM generate_series(1, 3) AS s;
