CREATE TABLE events (user_id bigint NOT NULL, property_id bigint NOT NULL, date timestamp, event text)
  WITH (connector = 'topic', topic = 'events', format = 'json', event_time = 'date');

CREATE MATERIALIZED VIEW visits WITH (emit = 'final') AS
SELECT user_id, window_start AS since, window_end AS until, count(*) AS n, count(*) FILTER (WHERE event = 'view') AS views
FROM SESSION(events, date, INTERVAL '5 minutes', user_id) WHERE user_id > 0
GROUP BY user_id, window_start HAVING count(*) > 1;

CREATE MATERIALIZED VIEW c AS
WITH shown AS (SELECT date, property_id FROM events WHERE event = 'view')
SELECT property_id, window_start, max(date) AS last FROM SESSION(shown, date, INTERVAL '5 minutes', property_id)
GROUP BY property_id, window_start;

CREATE MATERIALIZED VIEW all_of_them AS
SELECT window_start, window_end, count(*) AS n FROM SESSION(events, date, INTERVAL '1 hour') GROUP BY window_start, window_end;

CREATE MATERIALIZED VIEW hours WITH (emit = 'final') AS
SELECT window_start AS hour, window_end AS ended, count(*) AS visits FROM TUMBLE(visits, until, INTERVAL '1 hour') GROUP BY window_start;

CREATE MATERIALIZED VIEW of_windows WITH (emit = 'final') AS
SELECT window_start AS since, window_end AS until, sum(visits) AS visits FROM SESSION(hours, ended, INTERVAL '2 hours') GROUP BY window_start;
