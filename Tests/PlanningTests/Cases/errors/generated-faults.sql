CREATE TABLE t (a bigint, b bigint GENERATED ALWAYS AS (a + 1) STORED, c bigint GENERATED ALWAYS AS (b + 1) STORED, d bigint GENERATED ALWAYS AS (nope) STORED)
  WITH (connector = 'topic', topic = 't', format = 'json');
