CREATE TABLE events (user_id bigint NOT NULL, property_id bigint NOT NULL, date timestamp, event text)
  WITH (connector = 'topic', topic = 'events', format = 'json', event_time = 'date');

CREATE MATERIALIZED VIEW v WITH (emit = 'final') AS
SELECT window_start, window_end, user_id, count(*) AS n FROM HOP(events, date, INTERVAL '5 minutes', INTERVAL '1 hour')
WHERE event = 'view' GROUP BY window_start, user_id;

CREATE MATERIALIZED VIEW days WITH (emit = 'final') AS
WITH h AS (SELECT window_end AS until, n FROM v)
SELECT window_start AS day, max(n) AS busiest FROM TUMBLE(h, until, INTERVAL '1 day', "offset" => INTERVAL '6 hours')
GROUP BY window_start;

CREATE MATERIALIZED VIEW rows AS SELECT user_id, window_start, window_end FROM HOP(events, date, INTERVAL '7 minutes', INTERVAL '10 minutes');
