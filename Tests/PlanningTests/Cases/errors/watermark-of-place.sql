CREATE TABLE events (user_id bigint NOT NULL, property_id bigint NOT NULL, date timestamp, event text)
  WITH (connector = 'topic', topic = 'events', format = 'json', event_time = 'date');
CREATE TABLE visits (user_id bigint, at timestamp) WITH (connector = 'topic', topic = 'visits', format = 'json');

CREATE MATERIALIZED VIEW a AS SELECT user_id, watermark_of('events') FROM events;

CREATE MATERIALIZED VIEW b AS SELECT user_id, max(date) FROM events GROUP BY user_id
HAVING max(date) > watermark_of('events') - INTERVAL '1 hour';

CREATE MATERIALIZED VIEW c AS SELECT user_id FROM events
WHERE event = 'view' OR date > watermark_of('events') - INTERVAL '1 hour';

CREATE MATERIALIZED VIEW d AS SELECT user_id FROM events WHERE date - watermark_of('events') > INTERVAL '-1 hour';

CREATE MATERIALIZED VIEW e AS SELECT user_id FROM events WHERE date = watermark_of('events');

CREATE MATERIALIZED VIEW f AS SELECT user_id FROM events
WHERE watermark_of('events') - INTERVAL '1 hour' < watermark_of('events');

CREATE MATERIALIZED VIEW g AS SELECT user_id FROM events WHERE NOT date < watermark_of('events');
