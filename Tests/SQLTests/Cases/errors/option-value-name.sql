CREATE TABLE t (a int) WITH (connector = "topic", topic = 'events');
