CREATE TABLE events (user_id bigint NOT NULL, property_id bigint NOT NULL, date timestamp, event text)
  WITH (connector = 'topic', topic = 'events', format = 'json', event_time = 'date');

CREATE MATERIALIZED VIEW v AS
WITH q AS (SELECT user_id, date + INTERVAL '1 hour' AS later FROM events) SELECT window_start, count(*) FROM TUMBLE(q, later, INTERVAL '1 minute') GROUP BY window_start;
