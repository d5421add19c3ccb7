CREATE TABLE p (a bigint) WITH (connector = 'print');
CREATE TABLE t (a bigint) WITH (connector = 'topic', topic = 't', format = 'json', emit = 'final');
CREATE MATERIALIZED VIEW v AS SELECT a FROM p UNION ALL SELECT a FROM t;
