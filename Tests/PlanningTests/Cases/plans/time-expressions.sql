CREATE TABLE orders (id bigint NOT NULL, at timestamptz, price numeric(12, 2), qty integer, country varchar(2))
  WITH (connector = 'files', path = 'orders', format = 'csv', event_time = 'at');

CREATE MATERIALIZED VIEW v AS
SELECT date_trunc('day', at) AS day, EXTRACT(hour FROM at) AS hour, at AT TIME ZONE 'America/New_York' AS ny, at + INTERVAL '1 hour' AS later FROM orders WHERE at > '2021-11-30' AND country LIKE 'U%';
