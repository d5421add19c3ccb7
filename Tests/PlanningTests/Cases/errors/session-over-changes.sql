CREATE TABLE events (user_id bigint NOT NULL, property_id bigint NOT NULL, date timestamp, event text)
  WITH (connector = 'topic', topic = 'events', format = 'json', event_time = 'date');

CREATE MATERIALIZED VIEW latest AS SELECT user_id, max(date) AS latest FROM events GROUP BY user_id;

CREATE MATERIALIZED VIEW v AS
SELECT user_id, count(*) FROM SESSION(latest, latest, INTERVAL '5 minutes', user_id) GROUP BY user_id, window_start;

CREATE TABLE visits (user_id bigint, at timestamp) WITH (connector = 'topic', topic = 'visits', format = 'json');

CREATE MATERIALIZED VIEW w AS
SELECT user_id, count(*) FROM SESSION(visits, at, INTERVAL '5 minutes', user_id) GROUP BY user_id, window_start;
