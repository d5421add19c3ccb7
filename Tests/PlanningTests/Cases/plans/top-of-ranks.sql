CREATE TABLE orders (id bigint NOT NULL, customer bigint NOT NULL, item text, category text, price numeric(10, 2), quantity integer, at timestamp, day date, note json)
  WITH (connector = 'topic', topic = 'orders', format = 'json', event_time = 'at');

CREATE MATERIALIZED VIEW ranks AS
SELECT id FROM (SELECT id, rank() OVER (ORDER BY price DESC NULLS LAST) AS n FROM orders) AS q WHERE n < 4;

CREATE MATERIALIZED VIEW keys AS
SELECT id, n FROM (SELECT id, dense_rank() OVER (PARTITION BY item ORDER BY price) AS n FROM orders) AS q
WHERE n BETWEEN 2 AND 3 AND 5 > n;

CREATE MATERIALIZED VIEW later AS
SELECT id FROM (SELECT *, row_number() OVER (PARTITION BY item, customer ORDER BY at) AS n FROM orders) AS q
WHERE n > 1;
