CREATE TABLE events (user_id bigint NOT NULL, property_id bigint NOT NULL, date timestamp, event text)
  WITH (connector = 'topic', topic = 'events', format = 'json', event_time = 'date');

CREATE MATERIALIZED VIEW v AS
SELECT a.user_id FROM events AS a JOIN events AS b ON a.user_id = b.user_id;
