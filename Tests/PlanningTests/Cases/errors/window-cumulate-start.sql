CREATE TABLE events (user_id bigint NOT NULL, property_id bigint NOT NULL, date timestamp, event text)
  WITH (connector = 'topic', topic = 'events', format = 'json', event_time = 'date');

CREATE MATERIALIZED VIEW v AS
SELECT window_start, count(*) FROM CUMULATE(events, date, INTERVAL '1 hour', INTERVAL '1 day') GROUP BY window_start;
