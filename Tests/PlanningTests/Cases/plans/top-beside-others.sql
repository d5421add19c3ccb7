CREATE TABLE orders (id bigint NOT NULL, customer bigint NOT NULL, item text, category text, price numeric(10, 2), quantity integer, at timestamp, day date, note json)
  WITH (connector = 'topic', topic = 'orders', format = 'json', event_time = 'at');

CREATE MATERIALIZED VIEW v AS
SELECT id, total, n, price / quantity AS each FROM (
  SELECT id, price, quantity, sum(price) OVER (PARTITION BY customer) AS total,
    rank() OVER (PARTITION BY item ORDER BY price DESC) AS n,
    count(*) OVER (PARTITION BY item ORDER BY price DESC) AS so_far
  FROM orders) AS q
WHERE n <= 3 AND total > 100;
