CREATE TABLE t (a bigint PRIMARY KEY, b bigint, PRIMARY KEY (b), UNIQUE (c), UNIQUE (b, b))
  WITH (connector = 'topic', topic = 't', format = 'json');
