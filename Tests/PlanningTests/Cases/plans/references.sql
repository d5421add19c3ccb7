CREATE TABLE users (id bigint PRIMARY KEY, name text) WITH (connector = 'topic', topic = 'users', format = 'json');
CREATE TABLE orders (
  id bigint, user_id integer REFERENCES users, referrer bigint, price numeric(10, 2),
  CONSTRAINT referred FOREIGN KEY (referrer) REFERENCES users (id)
) WITH (connector = 'topic', topic = 'orders', format = 'json');
CREATE MATERIALIZED VIEW total AS SELECT sum(price) AS total FROM orders;
