CREATE TABLE t (id bigint)
  WITH (connector = 'topic', topic = 't', format = 'json');
CREATE TABLE s (id bigint PRIMARY KEY) WITH (connector = 'topic', topic = 's', format = 'json');
INSERT INTO s SELECT id FROM t;
