CREATE TABLE orders (id bigint NOT NULL, at timestamptz, price numeric(12, 2), qty integer, country varchar(2))
  WITH (connector = 'files', path = 'orders', format = 'csv', event_time = 'at');

CREATE MATERIALIZED VIEW v AS
SELECT country AS land, qty % 2 AS odd, sum(price), avg(qty), count(DISTINCT id), min(price) FILTER (WHERE qty > 1) AS cheap FROM orders GROUP BY 1, odd HAVING count(*) > 1;
