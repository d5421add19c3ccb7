CREATE TABLE orders (id bigint NOT NULL, customer bigint NOT NULL, item text, category text, price numeric(10, 2), quantity integer, at timestamp, day date, note json)
  WITH (connector = 'topic', topic = 'orders', format = 'json', event_time = 'at');

CREATE TABLE customers (id bigint, name text, PRIMARY KEY (id))
  WITH (connector = 'topic', topic = 'customers', format = 'json');

CREATE MATERIALIZED VIEW v AS
SELECT c.name, o.price
FROM (SELECT *, row_number() OVER (PARTITION BY customer ORDER BY price DESC) AS n FROM orders) AS o
JOIN customers AS c ON c.id = o.customer
WHERE o.n <= 3 AND o.customer > 5;
