CREATE TABLE orders (id bigint NOT NULL, customer bigint NOT NULL, item text, category text, price numeric(10, 2), quantity integer, at timestamp, day date, note json)
  WITH (connector = 'topic', topic = 'orders', format = 'json', event_time = 'at');

CREATE MATERIALIZED VIEW ten AS SELECT id, item FROM orders ORDER BY price DESC, id LIMIT 10;
CREATE MATERIALIZED VIEW next AS SELECT id FROM orders ORDER BY id LIMIT 10 OFFSET 20;
CREATE MATERIALIZED VIEW rest AS SELECT id FROM orders ORDER BY id OFFSET 20;
CREATE MATERIALIZED VIEW ties AS SELECT id FROM orders ORDER BY price FETCH FIRST 3 ROWS WITH TIES;
CREATE MATERIALIZED VIEW parted AS SELECT id FROM orders ORDER BY price OFFSET 2 ROWS FETCH NEXT ROW WITH TIES;
CREATE MATERIALIZED VIEW nothing AS SELECT id FROM orders LIMIT 0;
CREATE MATERIALIZED VIEW everything AS SELECT id FROM orders LIMIT ALL OFFSET 0;
CREATE MATERIALIZED VIEW below AS SELECT count(*) AS n FROM (SELECT id, item FROM orders ORDER BY price LIMIT 5) AS q;
CREATE MATERIALIZED VIEW united AS (SELECT id FROM orders LIMIT 1) UNION ALL SELECT customer FROM orders ORDER BY id LIMIT 3;
