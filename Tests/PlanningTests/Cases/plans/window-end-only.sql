CREATE TABLE events (user_id bigint NOT NULL, property_id bigint NOT NULL, date timestamp, event text)
  WITH (connector = 'topic', topic = 'events', format = 'json', event_time = 'date');

CREATE MATERIALIZED VIEW v AS
SELECT window_end, count(*) AS n FROM TUMBLE(events, date, INTERVAL '1 minute', "offset" => INTERVAL '15 seconds') GROUP BY window_end;
