CREATE TABLE events (user_id bigint NOT NULL, property_id bigint NOT NULL, date timestamp, event text)
  WITH (connector = 'topic', topic = 'events', format = 'json', event_time = 'date');

CREATE MATERIALIZED VIEW a AS
SELECT * FROM SESSION(events, date, INTERVAL '5 minutes', user_id);

CREATE MATERIALIZED VIEW b AS
SELECT window_start, count(*) FROM SESSION(events, date, INTERVAL '5 minutes', user_id) GROUP BY window_start;

CREATE MATERIALIZED VIEW c AS
SELECT user_id, event, count(*) FROM SESSION(events, date, INTERVAL '5 minutes', user_id)
GROUP BY user_id, event, window_start;

CREATE MATERIALIZED VIEW d AS
SELECT user_id, count(*) FROM SESSION(events, date, INTERVAL '5 minutes', user_id)
WHERE event = 'view' GROUP BY user_id, window_start;

CREATE MATERIALIZED VIEW e AS
SELECT count(*) FROM SESSION(events, date, INTERVAL '5 minutes', user_id);

CREATE MATERIALIZED VIEW f AS
SELECT s.user_id FROM SESSION(events, date, INTERVAL '5 minutes', user_id) AS s JOIN events ON s.user_id = events.user_id;

CREATE MATERIALIZED VIEW g AS
SELECT user_id FROM events WHERE user_id IN (SELECT user_id FROM SESSION(events, date, INTERVAL '5 minutes', user_id));

CREATE MATERIALIZED VIEW h AS
SELECT user_id, count(*) FROM SESSION(events, date, INTERVAL '5 minutes', user_id)
WHERE user_id IN (SELECT property_id FROM events) GROUP BY user_id, window_start;

CREATE MATERIALIZED VIEW i AS
SELECT user_id, count(*) FROM SESSION(events, date, INTERVAL '5 minutes', user_id)
GROUP BY ROLLUP (user_id, window_start);
