CREATE TABLE orders (id bigint NOT NULL, customer bigint NOT NULL, item text, category text, price numeric(10, 2), quantity integer, at timestamp, day date, note json)
  WITH (connector = 'topic', topic = 'orders', format = 'json', event_time = 'at');

CREATE MATERIALIZED VIEW v AS
SELECT id, sum(price) OVER w AS so_far, count(*) FILTER (WHERE price > 5) OVER w AS dear,
  avg(price * quantity) OVER (w ROWS BETWEEN 2 PRECEDING AND CURRENT ROW EXCLUDE CURRENT ROW) AS moving,
  lag(price) OVER w AS before, lead(price, 2, 0) OVER w AS after, ntile(4) OVER w AS quarter,
  first_value(item) OVER w AS first, nth_value(item, 2) OVER (PARTITION BY customer) AS second
FROM orders WINDOW w AS (PARTITION BY customer ORDER BY at);
