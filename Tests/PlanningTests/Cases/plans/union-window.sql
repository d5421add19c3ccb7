CREATE TABLE events (user_id bigint NOT NULL, property_id bigint NOT NULL, date timestamp, event text)
  WITH (connector = 'topic', topic = 'events', format = 'json', event_time = 'date');
CREATE TABLE clicks (user_id bigint NOT NULL, property_id bigint NOT NULL, date timestamp, event text)
  WITH (connector = 'topic', topic = 'clicks', format = 'json', event_time = 'date');

CREATE VIEW everything AS SELECT date, user_id FROM events UNION ALL SELECT date, property_id FROM clicks WHERE event = 'x';

CREATE MATERIALIZED VIEW v WITH (emit = 'final') AS
SELECT window_start, count(*) AS n FROM TUMBLE(everything, date, INTERVAL '1 hour') GROUP BY window_start;
