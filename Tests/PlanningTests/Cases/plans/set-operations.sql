CREATE TABLE a (x bigint, y text) WITH (connector = 'files', path = 'a', format = 'json');
CREATE TABLE b (x integer NOT NULL, y text, z text, PRIMARY KEY (x))
  WITH (connector = 'topic', topic = 'b', format = 'json');
CREATE MATERIALIZED VIEW common AS SELECT x FROM a INTERSECT SELECT x FROM b;
CREATE MATERIALIZED VIEW rest AS SELECT x, y FROM a EXCEPT ALL SELECT x, y FROM a WHERE x > 5;
