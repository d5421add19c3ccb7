CREATE TABLE orders (id bigint NOT NULL, user_id bigint, item text, amount numeric(10, 2), at timestamp)
  WITH (connector = 'topic', topic = 'orders', format = 'json', event_time = 'at');
CREATE TABLE prices (item text, price numeric(10, 2), at timestamp)
  WITH (connector = 'topic', topic = 'prices', format = 'json', event_time = 'at', watermark = '1 minute');

CREATE MATERIALIZED VIEW v AS
SELECT o.id, o.amount * p.price AS cost FROM orders AS o
JOIN LATERAL (SELECT price FROM prices WHERE prices.item = o.item AND prices.at <= o.at ORDER BY prices.at DESC LIMIT 1) AS p ON TRUE;
