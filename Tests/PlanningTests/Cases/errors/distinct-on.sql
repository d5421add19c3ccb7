CREATE TABLE orders (id bigint NOT NULL, customer bigint NOT NULL, item text, category text, price numeric(10, 2), quantity integer, at timestamp, day date, note json)
  WITH (connector = 'topic', topic = 'orders', format = 'json', event_time = 'at');

CREATE MATERIALIZED VIEW a AS SELECT DISTINCT ON (item) item, price FROM orders ORDER BY price;
CREATE MATERIALIZED VIEW b AS SELECT DISTINCT ON (item, customer) item FROM orders ORDER BY item, price, customer;
CREATE MATERIALIZED VIEW c AS SELECT DISTINCT ON (itm) item FROM orders;
CREATE MATERIALIZED VIEW d AS SELECT DISTINCT ON (3) item FROM orders;
CREATE MATERIALIZED VIEW e AS SELECT DISTINCT ON (note) item FROM orders;
CREATE MATERIALIZED VIEW f AS SELECT DISTINCT item FROM orders ORDER BY price LIMIT 3;
