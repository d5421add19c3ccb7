CREATE TABLE events (user_id bigint NOT NULL, property_id bigint NOT NULL, date timestamp, event text)
  WITH (connector = 'topic', topic = 'events', format = 'json', event_time = 'date');

CREATE MATERIALIZED VIEW minutes WITH (emit = 'final') AS
SELECT window_start AS since, count(*) AS n FROM TUMBLE(events, date, INTERVAL '1 minute') GROUP BY window_start;

CREATE MATERIALIZED VIEW hours WITH (emit = 'final') AS
SELECT window_start AS since, count(*) AS n FROM TUMBLE(events, date, INTERVAL '1 hour') GROUP BY window_start;

CREATE MATERIALIZED VIEW a AS
WITH q AS (SELECT since, n FROM minutes UNION ALL SELECT since, n FROM hours)
SELECT window_start, max(n) FROM TUMBLE(q, since, INTERVAL '10 minutes') GROUP BY window_start;

CREATE MATERIALIZED VIEW b WITH (emit = 'final') AS
WITH q AS (SELECT since, n FROM minutes UNION ALL SELECT date AS since, user_id AS n FROM events)
SELECT window_start, max(n) FROM TUMBLE(q, since, INTERVAL '10 minutes') GROUP BY window_start;
