CREATE TABLE orders (id bigint NOT NULL, customer bigint NOT NULL, item text, category text, price numeric(10, 2), quantity integer, at timestamp, day date, note json)
  WITH (connector = 'topic', topic = 'orders', format = 'json', event_time = 'at');

CREATE MATERIALIZED VIEW v AS
SELECT DISTINCT ON (customer) customer, item, price FROM orders ORDER BY customer, at DESC;

CREATE MATERIALIZED VIEW hidden AS
SELECT DISTINCT ON (lower(item), 1) id, item FROM orders;

CREATE MATERIALIZED VIEW then_ten AS
SELECT DISTINCT ON (customer) customer, price FROM orders ORDER BY customer DESC, price LIMIT 10;
