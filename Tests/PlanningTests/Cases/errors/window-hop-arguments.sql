CREATE TABLE events (user_id bigint NOT NULL, property_id bigint NOT NULL, date timestamp, event text)
  WITH (connector = 'topic', topic = 'events', format = 'json', event_time = 'date');

CREATE MATERIALIZED VIEW a AS
SELECT count(*) FROM HOP(events, date, INTERVAL '1 minute') GROUP BY window_start;

CREATE MATERIALIZED VIEW b AS
SELECT count(*) FROM HOP(events, date, INTERVAL '1 hour', INTERVAL '1 minute') GROUP BY window_start;

CREATE MATERIALIZED VIEW c AS
SELECT count(*) FROM HOP(events, date, INTERVAL '1 month', INTERVAL '1 year') GROUP BY window_start;

CREATE MATERIALIZED VIEW d AS
SELECT count(*) FROM HOP(events, date, INTERVAL '1 second', INTERVAL '1 day') GROUP BY window_start;

CREATE MATERIALIZED VIEW e AS
SELECT count(*) FROM HOP(events, date, INTERVAL '1 minute', INTERVAL '1 hour', "ofset" => INTERVAL '1 second') GROUP BY window_start;
