CREATE TABLE events (user_id bigint NOT NULL, property_id bigint NOT NULL, date timestamp, event text)
  WITH (connector = 'topic', topic = 'events', format = 'json', event_time = 'date');

CREATE MATERIALIZED VIEW hops WITH (emit = 'final') AS
SELECT window_start AS since, window_end AS until, count(*) AS n
FROM HOP(events, date, INTERVAL '1 minute', INTERVAL '5 minutes') GROUP BY window_start;

CREATE MATERIALIZED VIEW a AS
SELECT window_start, max(n) FROM TUMBLE(hops, since, INTERVAL '1 hour') GROUP BY window_start;

CREATE MATERIALIZED VIEW visits WITH (emit = 'final') AS
SELECT user_id, window_start AS since, count(*) AS n
FROM SESSION(events, date, INTERVAL '5 minutes', user_id) GROUP BY user_id, window_start;

CREATE MATERIALIZED VIEW b AS
SELECT window_start, max(n) FROM TUMBLE(visits, since, INTERVAL '1 hour') GROUP BY window_start;

CREATE MATERIALIZED VIEW minutes WITH (emit = 'final') AS
SELECT window_start AS since, count(*) AS n FROM TUMBLE(events, date, INTERVAL '1 minute') GROUP BY window_start;

CREATE MATERIALIZED VIEW c AS
SELECT window_start, max(n) FROM SESSION(minutes, since, INTERVAL '1 hour') GROUP BY window_start;

CREATE MATERIALIZED VIEW d AS
SELECT window_start, max(n) FROM HOP(minutes, since, INTERVAL '90 seconds', INTERVAL '1 hour') GROUP BY window_start;
