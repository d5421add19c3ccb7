CREATE TABLE t (id bigint, UNIQUE (id))
  WITH (connector = 'topic', topic = 't', format = 'json');
CREATE MATERIALIZED VIEW v AS SELECT id FROM t;
