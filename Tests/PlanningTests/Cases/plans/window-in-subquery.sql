CREATE TABLE events (user_id bigint NOT NULL, property_id bigint NOT NULL, date timestamp, event text)
  WITH (connector = 'topic', topic = 'events', format = 'json', event_time = 'date');

CREATE MATERIALIZED VIEW v WITH (emit = 'final') AS
SELECT w, count(*) AS n FROM (SELECT window_start AS w, user_id FROM TUMBLE(events, date, INTERVAL '1 minute') WHERE user_id > 0) AS q GROUP BY w;
