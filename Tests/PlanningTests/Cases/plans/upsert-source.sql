CREATE TABLE users (id bigint PRIMARY KEY, name text, city text, at timestamp)
  WITH (connector = 'topic', topic = 'users', format = 'json', event_time = 'at');
CREATE TABLE prices (shop text, day date, price numeric(10, 2), PRIMARY KEY (shop, day))
  WITH (connector = 'files', path = 'prices', format = 'csv', partition_by = 'file');
CREATE MATERIALIZED VIEW cities AS SELECT city, count(*) AS n FROM users GROUP BY city;
CREATE MATERIALIZED VIEW days AS
  SELECT window_start, count(*) AS n FROM TUMBLE(users, at, INTERVAL '1 day') GROUP BY window_start;
CREATE MATERIALIZED VIEW shops AS SELECT shop, max(price) AS highest FROM prices GROUP BY shop;
