CREATE TABLE orders (id bigint NOT NULL, customer bigint NOT NULL, item text, category text, price numeric(10, 2), quantity integer, at timestamp, day date, note json)
  WITH (connector = 'topic', topic = 'orders', format = 'json', event_time = 'at');

-- A condition that is no bound, on a rank that other calls depend on, or on something else: a filter.
CREATE MATERIALIZED VIEW even AS
SELECT id FROM (SELECT id, row_number() OVER (ORDER BY at) AS n FROM orders) AS q WHERE n % 2 = 0;

CREATE MATERIALIZED VIEW beside AS
SELECT id, before FROM (
  SELECT id, row_number() OVER w AS n, lag(price) OVER w AS before FROM orders WINDOW w AS (ORDER BY at)) AS q
WHERE n <= 3;

CREATE MATERIALIZED VIEW none AS
SELECT id FROM (SELECT id, row_number() OVER (ORDER BY at) AS n FROM orders) AS q WHERE n <= 0;
