CREATE TABLE t (age bigint CHECK (agee > 17), b text CHECK (b), c bigint CHECK (count(c) > 1), d text CHECK (length(d) > 'x'))
  WITH (connector = 'topic', topic = 't', format = 'json');
