CREATE TABLE deep (a int[][], b text ARRAY[3])
  WITH (connector = 'topic', topic = 'deep', format = 'json');

CREATE TABLE t (id bigint, tags text[], n int[], j jsonb, raw json)
  WITH (connector = 'topic', topic = 't', format = 'json');

CREATE MATERIALIZED VIEW v AS
SELECT ARRAY[], ARRAY[id, 'x'], ARRAY[tags, id], ARRAY[[1, 2], [3]], ARRAY[tags],
  id[1], raw['a'], j[1:2], tags['a'], tags[1][2],
  id = ANY (id), id = ANY (tags), id + ANY (n), id = ALL ('{1,x}'),
  tags || id, array_append(tags, 5), array_length(tags), cardinality(j), array_position(n, 'x'),
  tags @> n, j < j, ARRAY[raw] = ARRAY[raw], ARRAY[j] < ARRAY[j], unnested(tags)
FROM t;
