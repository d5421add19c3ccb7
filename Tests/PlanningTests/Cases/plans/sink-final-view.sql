CREATE TABLE events (user_id bigint NOT NULL, property_id bigint NOT NULL, date timestamp, event text)
  WITH (connector = 'topic', topic = 'events', format = 'json', event_time = 'date');

CREATE MATERIALIZED VIEW minutes WITH (emit = 'final') AS
SELECT window_start, count(*) AS n FROM TUMBLE(events, date, INTERVAL '1 minute') GROUP BY window_start;

CREATE TABLE out (minute timestamp, n bigint) WITH (connector = 'files', path = 'out', format = 'csv');
INSERT INTO out SELECT * FROM minutes WHERE n > 3;
