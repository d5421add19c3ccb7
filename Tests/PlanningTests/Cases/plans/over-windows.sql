CREATE TABLE orders (id bigint NOT NULL, customer bigint NOT NULL, item text, category text, price numeric(10, 2), quantity integer, at timestamp, day date, note json)
  WITH (connector = 'topic', topic = 'orders', format = 'json', event_time = 'at');

CREATE MATERIALIZED VIEW v AS
SELECT window_start, item, n, rank() OVER (PARTITION BY window_start ORDER BY n DESC) AS place
FROM (SELECT window_start, item, count(*) AS n FROM TUMBLE(orders, at, INTERVAL '1 hour') GROUP BY window_start, item) AS q;

CREATE MATERIALIZED VIEW best AS
SELECT window_start, item FROM v WHERE place <= 3 AND window_start > timestamp '2021-11-30';
