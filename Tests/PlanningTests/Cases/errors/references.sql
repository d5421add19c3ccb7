CREATE TABLE t (a bigint REFERENCES u (id))
  WITH (connector = 'topic', topic = 't', format = 'json');
