CREATE TABLE t (a bigint, UNIQUE (a) WITH (wthin = '1 day'), UNIQUE (a) WITH (within = '1 day'))
  WITH (connector = 'topic', topic = 't', format = 'json');
