CREATE TABLE events (user_id bigint NOT NULL, property_id bigint NOT NULL, date timestamp, event text)
  WITH (connector = 'topic', topic = 'events', format = 'json', event_time = 'date');

CREATE MATERIALIZED VIEW v AS
SELECT window_start, count(*) AS n FROM TUMBLE(events, date, INTERVAL '1 minute') WHERE event = 'x' GROUP BY window_start, window_end;
