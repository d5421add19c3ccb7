CREATE TABLE a (k bigint NOT NULL, x text, at timestamp) WITH (connector = 'topic', topic = 'a', format = 'json', event_time = 'at');
CREATE TABLE b (k bigint NOT NULL, y text, at timestamp) WITH (connector = 'topic', topic = 'b', format = 'json');

CREATE MATERIALIZED VIEW twice AS SELECT a.x FROM a, b, a;
CREATE MATERIALIZED VIEW ambiguous AS SELECT k FROM a JOIN b ON a.k = b.k;
CREATE MATERIALIZED VIEW missing AS SELECT a.x FROM a JOIN b ON a.k = b.key;
CREATE MATERIALIZED VIEW no_condition AS SELECT a.x FROM a JOIN b ON a.k + b.k;
CREATE MATERIALIZED VIEW types AS SELECT a.x FROM a JOIN b ON a.k = b.y;
CREATE MATERIALIZED VIEW using_missing AS SELECT a.x FROM a JOIN b USING (x);
CREATE MATERIALIZED VIEW same_names AS SELECT * FROM a JOIN b ON a.k = b.k;
