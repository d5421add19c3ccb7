CREATE TABLE events (user_id bigint NOT NULL, property_id bigint NOT NULL, date timestamp, event text)
  WITH (connector = 'topic', topic = 'events', format = 'json', event_time = 'date');
CREATE TABLE visits (user_id bigint, at timestamp) WITH (connector = 'topic', topic = 'visits', format = 'json');

CREATE MATERIALIZED VIEW v AS SELECT user_id, date FROM events;

CREATE MATERIALIZED VIEW a AS SELECT user_id FROM events WHERE date > watermark_of('event');

CREATE MATERIALIZED VIEW b AS SELECT user_id FROM events WHERE date > watermark_of(events);

CREATE MATERIALIZED VIEW c AS SELECT user_id FROM events WHERE date > watermark_of('events') - INTERVAL '1 month';

CREATE MATERIALIZED VIEW d AS SELECT user_id FROM events WHERE date > watermark_of('events') - 60;

CREATE MATERIALIZED VIEW e AS SELECT user_id FROM events WHERE user_id > watermark_of('events');

CREATE MATERIALIZED VIEW f AS SELECT user_id FROM visits WHERE at > watermark_of('visits');

CREATE MATERIALIZED VIEW g AS SELECT user_id FROM v WHERE date > watermark_of('v');

CREATE MATERIALIZED VIEW h AS SELECT user_id FROM events WHERE dat > watermark_of('events');

CREATE MATERIALIZED VIEW i AS SELECT user_id FROM events WHERE CAST(date AS date) > watermark_of('events');
