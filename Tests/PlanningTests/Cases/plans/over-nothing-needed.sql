CREATE TABLE orders (id bigint NOT NULL, customer bigint NOT NULL, item text, category text, price numeric(10, 2), quantity integer, at timestamp, day date, note json)
  WITH (connector = 'topic', topic = 'orders', format = 'json', event_time = 'at');

CREATE MATERIALIZED VIEW v AS
SELECT id, before FROM (
  SELECT id, lag(price) OVER (ORDER BY at) AS before, count(*) OVER (PARTITION BY item) AS unread FROM orders) AS q;

CREATE MATERIALIZED VIEW plain AS
SELECT DISTINCT n FROM (SELECT id AS n, row_number() OVER (ORDER BY at) AS unread FROM orders) AS q;

CREATE MATERIALIZED VIEW twice AS
SELECT lag(price, 0) OVER (ORDER BY at) AS a, lag(price, 0) OVER (ORDER BY at ASC NULLS LAST) AS b,
  lag(price, NULL) OVER (ORDER BY at) AS c, max(price) OVER (PARTITION BY 1, item, item) AS d FROM orders;
