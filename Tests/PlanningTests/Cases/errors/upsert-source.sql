CREATE TABLE t (k bigint PRIMARY KEY, v bigint) WITH (connector='files', path='x', format='json');
CREATE MATERIALIZED VIEW c AS SELECT k, v FROM t;
