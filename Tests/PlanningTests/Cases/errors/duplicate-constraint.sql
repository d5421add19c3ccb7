CREATE TABLE t (a bigint, CONSTRAINT x CHECK (a > 1), CONSTRAINT x CHECK (a < 9))
  WITH (connector = 'topic', topic = 't', format = 'json');
