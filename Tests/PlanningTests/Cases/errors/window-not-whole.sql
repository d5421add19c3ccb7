CREATE TABLE events (user_id bigint NOT NULL, property_id bigint NOT NULL, date timestamp, event text)
  WITH (connector = 'topic', topic = 'events', format = 'json', event_time = 'date');

CREATE MATERIALIZED VIEW minutes WITH (emit = 'final') AS
SELECT window_start AS minute, count(*) AS n FROM TUMBLE(events, date, INTERVAL '1 minute') GROUP BY window_start;

CREATE MATERIALIZED VIEW v AS
SELECT window_start, max(n) FROM TUMBLE(minutes, minute, INTERVAL '90 seconds') GROUP BY window_start;
