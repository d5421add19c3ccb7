CREATE TABLE orders (id bigint NOT NULL, at timestamptz, price numeric(12, 2), qty integer, country varchar(2))
  WITH (connector = 'files', path = 'orders', format = 'csv', event_time = 'at');

CREATE MATERIALIZED VIEW v AS
SELECT upper(country) || '!' AS land, count(*) + 1 AS n, sum(qty) / count(*) AS average FROM orders GROUP BY upper(country);
