CREATE TABLE a.b (x bigint)
  WITH (connector = 'topic', topic = 't', format = 'json');

CREATE VIEW v.w AS SELECT 1 AS one;
