CREATE TABLE orders (id bigint NOT NULL, customer bigint NOT NULL, item text, category text, price numeric(10, 2), quantity integer, at timestamp, day date, note json)
  WITH (connector = 'topic', topic = 'orders', format = 'json', event_time = 'at');

CREATE MATERIALIZED VIEW a AS SELECT id FROM orders WHERE row_number() OVER (ORDER BY at) <= 3;
CREATE MATERIALIZED VIEW b AS SELECT item FROM orders GROUP BY item HAVING rank() OVER (ORDER BY item) < 3;
CREATE MATERIALIZED VIEW c AS SELECT item FROM orders GROUP BY item, rank() OVER (ORDER BY item);
CREATE MATERIALIZED VIEW d AS SELECT sum(rank() OVER (ORDER BY item)) AS n FROM orders;
CREATE MATERIALIZED VIEW e AS SELECT sum(rank() OVER (ORDER BY item)) OVER () AS n FROM orders;
CREATE MATERIALIZED VIEW f AS SELECT rank() OVER (ORDER BY count(*) OVER ()) AS n FROM orders;
CREATE MATERIALIZED VIEW g AS SELECT o.id FROM orders AS o JOIN orders AS p ON o.id = row_number() OVER ();
CREATE MATERIALIZED VIEW h AS SELECT count(*) FILTER (WHERE row_number() OVER () > 1) AS n FROM orders;
CREATE MATERIALIZED VIEW i AS SELECT id FROM orders LIMIT row_number() OVER ();
CREATE TABLE t (a bigint, b bigint GENERATED ALWAYS AS (rank() OVER ()) STORED, CHECK (rank() OVER () > 1))
  WITH (connector = 'topic', topic = 't', format = 'json');
