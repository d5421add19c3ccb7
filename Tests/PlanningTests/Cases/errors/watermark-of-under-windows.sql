CREATE TABLE events (user_id bigint NOT NULL, property_id bigint NOT NULL, date timestamp, event text)
  WITH (connector = 'topic', topic = 'events', format = 'json', event_time = 'date');
CREATE TABLE visits (user_id bigint, at timestamp) WITH (connector = 'topic', topic = 'visits', format = 'json');

CREATE MATERIALIZED VIEW a WITH (emit = 'final') AS
WITH recent AS (SELECT user_id, date FROM events WHERE date > watermark_of('events') - INTERVAL '1 day')
SELECT window_start, count(*) FROM TUMBLE(recent, date, INTERVAL '1 hour') GROUP BY window_start;

CREATE MATERIALIZED VIEW b AS
WITH recent AS (SELECT user_id, date FROM events WHERE date > watermark_of('events') - INTERVAL '1 day')
SELECT user_id, count(*) FROM SESSION(recent, date, INTERVAL '1 hour', user_id) GROUP BY user_id, window_start;

CREATE MATERIALIZED VIEW c AS
SELECT user_id, count(*) FROM SESSION(events, date, INTERVAL '1 hour', user_id)
WHERE date > watermark_of('events') - INTERVAL '1 day' GROUP BY user_id, window_start;

CREATE TABLE out (user_id bigint) WITH (connector = 'files', path = 'out', format = 'json');
INSERT INTO out SELECT user_id FROM events WHERE date > watermark_of('events') - INTERVAL '1 day';
