CREATE TABLE t (a bigint, day date) WITH (connector = 'topic', topic = 't', format = 'json', event_time = 'day');
