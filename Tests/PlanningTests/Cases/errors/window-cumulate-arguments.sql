CREATE TABLE events (user_id bigint NOT NULL, property_id bigint NOT NULL, date timestamp, event text)
  WITH (connector = 'topic', topic = 'events', format = 'json', event_time = 'date');

CREATE MATERIALIZED VIEW a AS
SELECT count(*) FROM CUMULATE(events, date, INTERVAL '7 minutes', INTERVAL '1 hour') GROUP BY window_end;

CREATE MATERIALIZED VIEW b AS
SELECT count(*) FROM CUMULATE(events, date, INTERVAL '0 minutes', INTERVAL '1 hour') GROUP BY window_end;

CREATE MATERIALIZED VIEW c AS
SELECT count(*) FROM CUMULATE(events, date, INTERVAL '1 hour') GROUP BY window_end;

CREATE MATERIALIZED VIEW d AS
SELECT count(*) FROM CUMULAT(events, date, INTERVAL '1 hour', INTERVAL '1 day') GROUP BY window_end;
