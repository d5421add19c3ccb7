CREATE TABLE orders (id bigint NOT NULL, customer bigint NOT NULL, item text, category text, price numeric(10, 2), quantity integer, at timestamp, day date, note json)
  WITH (connector = 'topic', topic = 'orders', format = 'json', event_time = 'at');

CREATE MATERIALIZED VIEW v AS
SELECT category, item, sales, n
FROM (
  SELECT category, item, sum(price) AS sales,
    row_number() OVER (PARTITION BY category ORDER BY sum(price) DESC, item) AS n
  FROM orders GROUP BY category, item) AS q
WHERE n <= 10;
