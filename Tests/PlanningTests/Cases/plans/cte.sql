CREATE TABLE events (user_id bigint NOT NULL, property_id bigint NOT NULL, date timestamp, event text)
  WITH (connector = 'topic', topic = 'events', format = 'json', event_time = 'date');

CREATE MATERIALIZED VIEW v AS
WITH many AS (SELECT user_id AS u, count(*) AS n FROM events GROUP BY user_id), few (a) AS (SELECT u FROM many WHERE n < 3) SELECT a FROM few;
