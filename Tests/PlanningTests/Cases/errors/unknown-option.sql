CREATE TABLE t (a bigint) WITH (connector = 'topic', tpic = 't', format = 'json', watermrk = '1 s', topic = 't');
