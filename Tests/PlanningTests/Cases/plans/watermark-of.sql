CREATE TABLE events (user_id bigint NOT NULL, property_id bigint NOT NULL, date timestamp, event text)
  WITH (connector = 'topic', topic = 'events', format = 'json', event_time = 'date');
CREATE TABLE visits (user_id bigint, at timestamp) WITH (connector = 'topic', topic = 'visits', format = 'json');

CREATE MATERIALIZED VIEW hour AS
SELECT user_id, count(*) AS n FROM events WHERE event = 'view' AND date >= watermark_of('events') - INTERVAL '1 hour'
GROUP BY user_id;

CREATE MATERIALIZED VIEW span AS
SELECT user_id FROM visits
WHERE at BETWEEN watermark_of('events') - INTERVAL '1 day' AND watermark_of('events') AND 10 / user_id > 1;

CREATE MATERIALIZED VIEW due AS SELECT user_id FROM visits WHERE watermark_of('events') + INTERVAL '1 hour' > at;
