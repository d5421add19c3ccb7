CREATE TABLE t (a bigint) WITH (connector = 'topic', topic = 't', topic = 'u', format = 'json');
