CREATE TABLE a (id bigint NOT NULL, x bigint, at timestamp)
  WITH (connector = 'topic', topic = 'a', format = 'json', event_time = 'at');
CREATE TABLE b (id bigint NOT NULL, y bigint, at timestamp)
  WITH (connector = 'topic', topic = 'b', format = 'json', event_time = 'at');
CREATE TABLE c (id bigint NOT NULL, z bigint)
  WITH (connector = 'topic', topic = 'c', format = 'json');

CREATE MATERIALIZED VIEW inner_by_filter AS SELECT a.id, x, y FROM a LEFT JOIN b ON a.id = b.id WHERE y > 1;
CREATE MATERIALIZED VIEW left_by_filter AS SELECT a.id, x, y FROM a FULL JOIN b ON a.id = b.id WHERE x IS NOT NULL;
CREATE MATERIALIZED VIEW inner_by_join AS
SELECT a.id, x, z FROM a LEFT JOIN b ON a.id = b.id JOIN c ON c.id = b.y WHERE c.z = 3;
CREATE MATERIALIZED VIEW still_left AS SELECT a.id, x, y FROM a LEFT JOIN b ON a.id = b.id WHERE x > 1 AND y IS NULL;
CREATE MATERIALIZED VIEW can_fail AS SELECT a.id, x, y FROM a LEFT JOIN b ON a.id = b.id WHERE y > 1 AND 1 / x > 0;
CREATE VIEW paired AS SELECT a.at, a.x FROM a
LEFT JOIN b ON a.id = b.id AND b.at BETWEEN a.at AND a.at + INTERVAL '1 minute' WHERE b.y > 0;
CREATE MATERIALIZED VIEW bounded WITH (emit = 'final') AS
SELECT window_start, count(*) AS n FROM TUMBLE(paired, at, INTERVAL '1 minute') GROUP BY window_start;
