CREATE TABLE orders (id bigint NOT NULL, customer bigint NOT NULL, item text, category text, price numeric(10, 2), quantity integer, at timestamp, day date, note json)
  WITH (connector = 'topic', topic = 'orders', format = 'json', event_time = 'at');

CREATE MATERIALIZED VIEW a AS SELECT id FROM orders LIMIT -1;
CREATE MATERIALIZED VIEW b AS SELECT id FROM orders LIMIT id;
CREATE MATERIALIZED VIEW c AS SELECT id FROM orders ORDER BY pric LIMIT 1;
CREATE MATERIALIZED VIEW d AS SELECT id FROM orders ORDER BY note LIMIT 1;
CREATE MATERIALIZED VIEW e AS SELECT id FROM orders UNION SELECT customer FROM orders ORDER BY id + 1 LIMIT 3;
CREATE MATERIALIZED VIEW f WITH (emit = 'final') AS SELECT id FROM orders ORDER BY id LIMIT 3;
CREATE TABLE ten (id bigint, n bigint) WITH (connector = 'topic', topic = 'ten', format = 'json');
INSERT INTO ten SELECT id, row_number() OVER (ORDER BY id) FROM orders;
INSERT INTO ten SELECT id, n FROM (SELECT id, row_number() OVER (PARTITION BY item ORDER BY id) AS n FROM orders) AS q WHERE n <= 3;
