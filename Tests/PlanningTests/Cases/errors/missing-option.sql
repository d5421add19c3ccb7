CREATE TABLE t (a bigint) WITH (connector = 'topic');

CREATE TABLE u (a bigint) WITH (connector = 'files', format = 'csv');
