CREATE TABLE t (k bigint PRIMARY KEY, v bigint, UNIQUE (v)) WITH (connector='files', path='x', format='json');
CREATE TABLE j (k json PRIMARY KEY) WITH (connector='files', path='y', format='json');
CREATE MATERIALIZED VIEW c AS SELECT k, v FROM t;
CREATE MATERIALIZED VIEW d AS SELECT k FROM j;
