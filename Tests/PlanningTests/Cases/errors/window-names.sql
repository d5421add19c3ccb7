CREATE TABLE orders (id bigint NOT NULL, customer bigint NOT NULL, item text, category text, price numeric(10, 2), quantity integer, at timestamp, day date, note json)
  WITH (connector = 'topic', topic = 'orders', format = 'json', event_time = 'at');

CREATE MATERIALIZED VIEW a AS SELECT rank() OVER v AS n FROM orders WINDOW w AS (ORDER BY at);
CREATE MATERIALIZED VIEW b AS SELECT rank() OVER (w PARTITION BY id) AS n FROM orders WINDOW w AS (ORDER BY at);
CREATE MATERIALIZED VIEW c AS SELECT rank() OVER (w ORDER BY id) AS n FROM orders WINDOW w AS (ORDER BY at);
CREATE MATERIALIZED VIEW d AS SELECT sum(id) OVER (w) AS n FROM orders WINDOW w AS (ORDER BY at ROWS 1 PRECEDING);
CREATE MATERIALIZED VIEW e AS SELECT rank() OVER w AS n FROM orders WINDOW w AS (ORDER BY at), w AS (ORDER BY id);
CREATE MATERIALIZED VIEW f AS SELECT id FROM orders WINDOW w AS (ORDER BY idd);
CREATE MATERIALIZED VIEW g AS SELECT rank() OVER (PARTITION BY note ORDER BY note) AS n FROM orders;
