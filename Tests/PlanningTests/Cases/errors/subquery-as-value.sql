CREATE TABLE events (user_id bigint NOT NULL, property_id bigint NOT NULL, date timestamp, event text)
  WITH (connector = 'topic', topic = 'events', format = 'json', event_time = 'date');

CREATE MATERIALIZED VIEW v AS
SELECT user_id, (SELECT count(*) FROM events) AS n FROM events WHERE EXISTS (SELECT 1 FROM events) AND user_id IN (SELECT property_id FROM events);
