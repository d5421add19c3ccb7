CREATE TABLE t (age bigint, CONSTRAINT adult CHECK (age > 17))
  WITH (connector = 'topic', topic = 't', format = 'json', "on_violation.adlt" = 'warn', "on_violation.adult" = 'drop');
