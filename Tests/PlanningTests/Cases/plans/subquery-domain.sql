CREATE TABLE orders (id bigint NOT NULL, user_id bigint, item text, amount numeric(10, 2), at timestamp)
  WITH (connector = 'topic', topic = 'orders', format = 'json', event_time = 'at');
CREATE TABLE users (id bigint NOT NULL, name text, city text, note text)
  WITH (connector = 'topic', topic = 'users', format = 'json');
CREATE TABLE clicks (user_id bigint, item text, at timestamp)
  WITH (connector = 'topic', topic = 'clicks', format = 'json', event_time = 'at');

CREATE MATERIALIZED VIEW v AS
SELECT id, (SELECT count(*) FROM clicks AS c WHERE c.at < o.at) AS clicks FROM orders AS o;
