CREATE TABLE events (user_id bigint NOT NULL, property_id bigint NOT NULL, date timestamp, event text)
  WITH (connector = 'topic', topic = 'events', format = 'json', event_time = 'date');

CREATE MATERIALIZED VIEW minutes WITH (emit = 'final') AS
SELECT window_start AS minute, user_id, count(*) AS n FROM TUMBLE(events, date, INTERVAL '1 minute')
GROUP BY user_id, window_start;

CREATE MATERIALIZED VIEW hours WITH (emit = 'final') AS
SELECT window_start AS hour, user_id, max(n) AS busiest FROM TUMBLE(minutes, minute, INTERVAL '1 hour')
GROUP BY user_id, window_start;
