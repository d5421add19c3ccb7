CREATE TABLE t (a bigint) WITH (connector = 'topic', topic = 't', format = 'json', watermark = '1 s', max_ahead = 'none');
