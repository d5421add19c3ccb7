CREATE TABLE t (a bigint, b text, a text)
  WITH (connector = 'topic', topic = 't', format = 'json');
