CREATE TABLE users (id bigint PRIMARY KEY, name text) WITH (connector = 'topic', topic = 'users', format = 'json');
CREATE TABLE shops (id bigint, name text) WITH (connector = 'topic', topic = 'shops', format = 'json');
CREATE TABLE out (id bigint REFERENCES users) WITH (connector = 'print');
CREATE TABLE orders (
  a bigint REFERENCES userz (id), b text REFERENCES users, c bigint REFERENCES shops, d bigint REFERENCES shops (ids),
  e bigint REFERENCES out (id), f bigint REFERENCES n (n), FOREIGN KEY (a, c) REFERENCES users,
  g bigint REFERENCES users (id) ON DELETE CASCADE
) WITH (connector = 'topic', topic = 'orders', format = 'json');
CREATE MATERIALIZED VIEW n AS SELECT count(*) AS n FROM orders;
INSERT INTO out SELECT id FROM shops;
