CREATE TABLE orders (id bigint NOT NULL, customer bigint NOT NULL, item text, category text, price numeric(10, 2), quantity integer, at timestamp, day date, note json)
  WITH (connector = 'topic', topic = 'orders', format = 'json', event_time = 'at');

CREATE MATERIALIZED VIEW a AS SELECT row_number() AS n FROM orders;
CREATE MATERIALIZED VIEW b AS SELECT lower(item) OVER () AS n FROM orders;
CREATE MATERIALIZED VIEW c AS SELECT row_nmber() OVER () AS n FROM orders;
CREATE MATERIALIZED VIEW d AS SELECT count(DISTINCT item) OVER () AS n FROM orders;
CREATE MATERIALIZED VIEW e AS SELECT rank() FILTER (WHERE id > 1) OVER () AS n FROM orders;
CREATE MATERIALIZED VIEW f AS SELECT lag() OVER (ORDER BY at) AS n FROM orders;
CREATE MATERIALIZED VIEW g AS SELECT lag(price, quantity) OVER (ORDER BY at) AS n FROM orders;
CREATE MATERIALIZED VIEW h AS SELECT ntile(0) OVER (ORDER BY at) AS n FROM orders;
CREATE MATERIALIZED VIEW i AS SELECT lag(price, 1, 'x') OVER (ORDER BY at) AS n FROM orders;
CREATE MATERIALIZED VIEW j AS SELECT lag(price, 1, at) OVER (ORDER BY at) AS n FROM orders;
CREATE MATERIALIZED VIEW k AS SELECT rank(1) OVER (ORDER BY at) AS n FROM orders;
CREATE MATERIALIZED VIEW l AS SELECT sum(item) OVER (ORDER BY at) AS n FROM orders;
CREATE MATERIALIZED VIEW m AS SELECT item, sum(price) OVER (ORDER BY at) AS n FROM orders GROUP BY item;
