CREATE TABLE events (user_id bigint NOT NULL, property_id bigint NOT NULL, date timestamp, event text)
  WITH (connector = 'topic', topic = 'events', format = 'json', event_time = 'date');

CREATE MATERIALIZED VIEW a WITH (emit = 'final') AS SELECT user_id, count(*) FROM events GROUP BY user_id;
CREATE MATERIALIZED VIEW b WITH (emit = 'final') AS SELECT user_id FROM events;
CREATE MATERIALIZED VIEW c WITH (emit = 'final') AS
SELECT user_id, count(*) FROM TUMBLE(events, date, INTERVAL '1 minute') GROUP BY user_id;
CREATE MATERIALIZED VIEW d WITH (emit = 'final') AS
SELECT DISTINCT n FROM (SELECT window_start, count(*) AS n FROM TUMBLE(events, date, INTERVAL '1 minute')
  GROUP BY window_start) AS q;
