CREATE TABLE events (user_id bigint, date timestamp)
  WITH (connector = 'topic', topic = 'events', format = 'json');

CREATE MATERIALIZED VIEW v AS
SELECT window_start, count(*) FROM TUMBLE(events, date, INTERVAL '1 minute') GROUP BY window_start;
