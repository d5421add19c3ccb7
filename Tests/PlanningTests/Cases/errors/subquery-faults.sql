CREATE TABLE a (k bigint NOT NULL, x text, at timestamp) WITH (connector = 'topic', topic = 'a', format = 'json', event_time = 'at');
CREATE TABLE b (k bigint NOT NULL, y text, at timestamp) WITH (connector = 'topic', topic = 'b', format = 'json');

CREATE MATERIALIZED VIEW width AS SELECT x FROM a WHERE k IN (SELECT k, y FROM b);
CREATE MATERIALIZED VIEW place AS SELECT x FROM a WHERE x = 'x' OR EXISTS (SELECT 1 FROM b WHERE b.k = a.k);
CREATE MATERIALIZED VIEW types AS SELECT x FROM a WHERE k IN (SELECT y FROM b);
CREATE MATERIALIZED VIEW missing AS SELECT x FROM a WHERE EXISTS (SELECT 1 FROM b WHERE b.key = a.k);
CREATE MATERIALIZED VIEW ends AS SELECT x FROM a WHERE EXISTS (SELECT 1 FROM b WHERE b.k = a.k LIMIT 1);
