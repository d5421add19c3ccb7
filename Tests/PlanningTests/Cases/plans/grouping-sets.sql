CREATE TABLE events (user_id bigint NOT NULL, event text, price numeric(10, 2), at timestamp)
  WITH (connector = 'topic', topic = 'events', format = 'json', event_time = 'at');
CREATE MATERIALIZED VIEW totals AS
  SELECT user_id, event, grouping(event) AS g, sum(price) AS total FROM events GROUP BY ROLLUP (user_id, event);
CREATE MATERIALIZED VIEW minutes WITH (emit = 'final') AS
  SELECT window_start, event, count(*) AS n FROM TUMBLE(events, at, INTERVAL '1 minute')
  GROUP BY window_start, CUBE (event);
