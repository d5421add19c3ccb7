CREATE TABLE orders (id bigint NOT NULL, user_id bigint, item text, amount numeric(10, 2), at timestamp)
  WITH (connector = 'topic', topic = 'orders', format = 'json', event_time = 'at');
CREATE TABLE users (id bigint NOT NULL, name text, city text, note text)
  WITH (connector = 'topic', topic = 'users', format = 'json');

CREATE MATERIALIZED VIEW v AS
SELECT o.item, u.name FROM orders AS o JOIN users AS u ON o.user_id = u.id WHERE u.city = 'Delhi' AND o.amount > 10;
