CREATE TABLE orders (id bigint, placed timestamp, paid timestamp)
  WITH (connector = 'topic', topic = 'orders', format = 'json', event_time = 'placed');

CREATE MATERIALIZED VIEW v AS
SELECT window_start, count(*) FROM TUMBLE(orders, paid, INTERVAL '1 hour') GROUP BY window_start;
