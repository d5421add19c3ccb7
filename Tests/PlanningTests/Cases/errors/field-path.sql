CREATE TABLE t (a bigint) WITH (connector = 'topic', topic = 't', format = 'json', "field.b" = 'x', "field.a" = 'p..q');
