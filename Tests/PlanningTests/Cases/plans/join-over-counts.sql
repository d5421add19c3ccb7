CREATE TABLE users (id bigint NOT NULL, name text, city text, note text)
  WITH (connector = 'topic', topic = 'users', format = 'json');
CREATE TABLE clicks (user_id bigint, item text, at timestamp)
  WITH (connector = 'topic', topic = 'clicks', format = 'json', event_time = 'at');

CREATE MATERIALIZED VIEW v AS
SELECT u.name, c.n FROM users AS u LEFT JOIN (SELECT user_id, count(*) AS n FROM clicks GROUP BY user_id) AS c ON c.user_id = u.id;
