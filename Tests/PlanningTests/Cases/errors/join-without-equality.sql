CREATE TABLE a (k bigint NOT NULL, x text, at timestamp) WITH (connector = 'topic', topic = 'a', format = 'json', event_time = 'at');
CREATE TABLE b (k bigint NOT NULL, y text, at timestamp) WITH (connector = 'topic', topic = 'b', format = 'json');

CREATE MATERIALIZED VIEW v AS SELECT a.x, b.y FROM a JOIN b ON a.k < b.k;
