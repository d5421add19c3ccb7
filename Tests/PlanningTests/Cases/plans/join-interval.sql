CREATE TABLE orders (id bigint NOT NULL, user_id bigint, item text, amount numeric(10, 2), at timestamp)
  WITH (connector = 'topic', topic = 'orders', format = 'json', event_time = 'at');
CREATE TABLE clicks (user_id bigint, item text, at timestamp)
  WITH (connector = 'topic', topic = 'clicks', format = 'json', event_time = 'at');

CREATE MATERIALIZED VIEW v AS
SELECT c.user_id, o.id FROM clicks AS c LEFT JOIN orders AS o ON o.user_id = c.user_id AND o.at BETWEEN c.at AND c.at + INTERVAL '30 minutes';
