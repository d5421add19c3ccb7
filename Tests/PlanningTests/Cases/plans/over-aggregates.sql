CREATE TABLE orders (id bigint NOT NULL, customer bigint NOT NULL, item text, category text, price numeric(10, 2), quantity integer, at timestamp, day date, note json)
  WITH (connector = 'topic', topic = 'orders', format = 'json', event_time = 'at');

CREATE MATERIALIZED VIEW v AS
SELECT category, sum(price) AS sales, sum(sum(price)) OVER () AS total,
  rank() OVER (ORDER BY sum(price) DESC) AS place, count(*) OVER (PARTITION BY sum(price) > 10) AS like_it
FROM orders GROUP BY category HAVING count(*) > 1
ORDER BY row_number() OVER (ORDER BY min(at)) LIMIT 3;
