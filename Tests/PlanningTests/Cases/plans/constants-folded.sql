CREATE TABLE events (user_id bigint NOT NULL, property_id bigint NOT NULL, date timestamp, event text)
  WITH (connector = 'topic', topic = 'events', format = 'json', event_time = 'date');

CREATE MATERIALIZED VIEW v AS
SELECT user_id + (1 + 2) * 3 AS a, 'x' || 'y' AS b, 1 / 0 AS c FROM events WHERE user_id > 2 + 3 AND 1 = 1;
