CREATE TABLE orders (id bigint NOT NULL, at timestamptz, price numeric(12, 2), qty integer, country varchar(2))
  WITH (connector = 'files', path = 'orders', format = 'csv', event_time = 'at');

CREATE MATERIALIZED VIEW v AS
SELECT price * qty AS total, upper(country), CASE WHEN qty > 10 THEN 'many' WHEN qty IS NULL THEN NULL ELSE 'few' END AS size, COALESCE(price, 0) AS price, NULLIF(country, 'US') AS abroad, GREATEST(qty, 1) AS least_one, price::double precision AS approximate FROM orders WHERE country IN ('US', 'MX') AND price BETWEEN 1 AND 100 AND country IS DISTINCT FROM 'CN' AND (qty > 1) IS NOT TRUE;
