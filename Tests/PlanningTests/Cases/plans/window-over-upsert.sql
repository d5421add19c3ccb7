CREATE TABLE users (id bigint PRIMARY KEY, seen timestamp, city text)
  WITH (connector = 'topic', topic = 'users', format = 'json', event_time = 'seen');

CREATE MATERIALIZED VIEW v AS
SELECT window_start, count(*) AS n, max(city) AS city FROM TUMBLE(users, seen, INTERVAL '1 day') GROUP BY window_start;
