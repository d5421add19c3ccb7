CREATE TABLE orders (id bigint NOT NULL, customer bigint NOT NULL, item text, category text, price numeric(10, 2), quantity integer, at timestamp, day date, note json)
  WITH (connector = 'topic', topic = 'orders', format = 'json', event_time = 'at');

CREATE MATERIALIZED VIEW v AS
SELECT id,
  sum(quantity) OVER (ORDER BY at RANGE BETWEEN INTERVAL '1 hour' PRECEDING AND CURRENT ROW) AS hour,
  sum(quantity) OVER (ORDER BY day RANGE '1 month' PRECEDING) AS month,
  count(*) OVER (ORDER BY quantity RANGE BETWEEN 1 PRECEDING AND 1 FOLLOWING) AS near,
  count(*) OVER (ORDER BY price RANGE BETWEEN 1.5 FOLLOWING AND UNBOUNDED FOLLOWING EXCLUDE GROUP) AS above,
  count(*) OVER (ORDER BY item GROUPS 1 PRECEDING EXCLUDE TIES) AS groups
FROM orders;
