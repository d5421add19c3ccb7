CREATE TABLE orders (id bigint NOT NULL, user_id bigint, item text, amount numeric(10, 2), at timestamp)
  WITH (connector = 'topic', topic = 'orders', format = 'json', event_time = 'at');
CREATE TABLE clicks (user_id bigint, item text, at timestamp)
  WITH (connector = 'topic', topic = 'clicks', format = 'json', event_time = 'at');

CREATE VIEW o AS SELECT user_id, window_start, sum(amount) AS total FROM TUMBLE(orders, at, INTERVAL '1 hour') GROUP BY user_id, window_start;
CREATE VIEW c AS SELECT user_id, window_start, count(*) AS clicks FROM TUMBLE(clicks, at, INTERVAL '1 hour') GROUP BY user_id, window_start;
CREATE MATERIALIZED VIEW v WITH (emit = 'final') AS
SELECT user_id, window_start, clicks, total FROM c LEFT JOIN o USING (user_id, window_start);
