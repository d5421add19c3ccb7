CREATE TABLE events (user_id bigint NOT NULL, property_id bigint NOT NULL, date timestamp, event text)
  WITH (connector = 'topic', topic = 'events', format = 'json', event_time = 'date');

CREATE MATERIALIZED VIEW v AS
SELECT count(), sum(*), sum(event), avg(user_id, 1), max(DISTINCT event), bool_and(user_id) FROM events;
