CREATE TABLE t (k bigint) WITH (connector = 'topic', topic = 'in', format = 'json');
CREATE TABLE a (k bigint) WITH (connector = 'topic', topic = 'out', format = 'json');
CREATE TABLE b (k bigint) WITH (connector = 'topic', topic = 'out', format = 'json');
INSERT INTO a SELECT k FROM t;
INSERT INTO b SELECT k FROM t WHERE k > 5;
