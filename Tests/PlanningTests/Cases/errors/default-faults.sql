CREATE TABLE t (a bigint DEFAULT 'x', b bigint DEFAULT a, c timestamptz DEFAULT now(), d smallint DEFAULT 100000, e bigint DEFAULT 1 / 0)
  WITH (connector = 'topic', topic = 't', format = 'json');
