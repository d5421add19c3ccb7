CREATE TABLE events (user_id bigint NOT NULL, property_id bigint NOT NULL, date timestamp, event text)
  WITH (connector = 'topic', topic = 'events', format = 'json', event_time = 'date');

CREATE MATERIALIZED VIEW v WITH (emit = 'final', history = '30 days') AS
SELECT user_id, window_start, window_end, count(*) AS n FROM TUMBLE(events, date, INTERVAL '1 day') GROUP BY user_id, window_start;
