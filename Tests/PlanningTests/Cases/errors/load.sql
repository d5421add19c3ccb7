CREATE TABLE t (a bigint) WITH (connector = 'topic', topic = 't', format = 'json', load = 'first');
CREATE TABLE f (a bigint) WITH (connector = 'files', path = 'f', format = 'json', load = 'frist');
CREATE TABLE out (a bigint) WITH (connector = 'print', load = 'first');
CREATE MATERIALIZED VIEW v AS SELECT a FROM t UNION ALL SELECT a FROM f;
INSERT INTO out SELECT a FROM t;
