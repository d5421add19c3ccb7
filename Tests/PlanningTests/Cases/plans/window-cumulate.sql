SET TIME ZONE 'Asia/Kolkata';
CREATE TABLE events (user_id bigint NOT NULL, property_id bigint NOT NULL, date timestamptz, event text)
  WITH (connector = 'topic', topic = 'events', format = 'json', event_time = 'date');

CREATE MATERIALIZED VIEW v WITH (emit = 'final') AS
SELECT window_end, sum(user_id) AS n FROM CUMULATE(events, date, INTERVAL '1 hour', INTERVAL '1 day') GROUP BY window_end;

CREATE MATERIALIZED VIEW c AS
SELECT window_start, window_end, count(*) AS n FROM CUMULATE(events, date, INTERVAL '1 hour', INTERVAL '1 day')
GROUP BY window_start, window_end;
