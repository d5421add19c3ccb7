CREATE TABLE users (id bigint PRIMARY KEY, city text, age bigint)
  WITH (connector = 'topic', topic = 'users', format = 'json');
CREATE TABLE events (user_id bigint, item text)
  WITH (connector = 'topic', topic = 'events', format = 'json');

CREATE MATERIALIZED VIEW keyed AS SELECT DISTINCT id, city FROM users WHERE age > 3;
CREATE MATERIALIZED VIEW not_keyed AS SELECT DISTINCT city FROM users;
CREATE MATERIALIZED VIEW grouped AS SELECT DISTINCT n, user_id FROM (SELECT user_id, count(*) AS n FROM events GROUP BY user_id) AS q;
CREATE MATERIALIZED VIEW known AS SELECT item FROM events WHERE user_id IN (SELECT id FROM users);
