CREATE TABLE events (user_id bigint NOT NULL, property_id bigint NOT NULL, date timestamp, event text)
  WITH (connector = 'topic', topic = 'events', format = 'json', event_time = 'date');

CREATE MATERIALIZED VIEW a AS
SELECT count(*) FROM SESSION(events, date) GROUP BY window_start;

CREATE MATERIALIZED VIEW b AS
SELECT user_id, count(*) FROM SESSION(events, date, INTERVAL '5 minutes', user) GROUP BY user_id, window_start;

CREATE MATERIALIZED VIEW c AS
SELECT user_id, count(*) FROM SESSION(events, date, INTERVAL '5 minutes', user_ids) GROUP BY user_id, window_start;

CREATE MATERIALIZED VIEW d AS
SELECT user_id, count(*) FROM SESSION(events, date, INTERVAL '5 minutes', lower(event)) GROUP BY user_id, window_start;

CREATE MATERIALIZED VIEW e AS
SELECT user_id, count(*) FROM SESSION(events, date, INTERVAL '1 month', user_id) GROUP BY user_id, window_start;

CREATE MATERIALIZED VIEW f AS
SELECT user_id, count(*) FROM SESSION(events, date, INTERVAL '1 hour', user_id, "offset" => INTERVAL '1 minute') GROUP BY user_id, window_start;

CREATE MATERIALIZED VIEW g AS
SELECT user_id, count(*) FROM SESION(events, date, INTERVAL '1 hour', user_id) GROUP BY user_id, window_start;
