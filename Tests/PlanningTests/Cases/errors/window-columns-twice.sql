CREATE TABLE events (user_id bigint NOT NULL, property_id bigint NOT NULL, date timestamp, event text)
  WITH (connector = 'topic', topic = 'events', format = 'json', event_time = 'date');

CREATE MATERIALIZED VIEW minutes WITH (emit = 'final') AS
SELECT window_start, count(*) AS n FROM TUMBLE(events, date, INTERVAL '1 minute') GROUP BY window_start;

CREATE MATERIALIZED VIEW v AS
SELECT max(n) FROM TUMBLE(minutes, window_start, INTERVAL '1 hour') GROUP BY window_start;
