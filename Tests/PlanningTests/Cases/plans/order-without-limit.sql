CREATE TABLE orders (id bigint NOT NULL, customer bigint NOT NULL, item text, category text, price numeric(10, 2), quantity integer, at timestamp, day date, note json)
  WITH (connector = 'topic', topic = 'orders', format = 'json', event_time = 'at');

CREATE MATERIALIZED VIEW v AS SELECT id FROM orders ORDER BY price + 1;
CREATE VIEW u AS SELECT id FROM (SELECT id FROM orders ORDER BY price) AS q;
CREATE MATERIALIZED VIEW w AS SELECT id FROM u WHERE id IN (SELECT customer FROM orders ORDER BY at);
