CREATE TABLE events (user_id bigint NOT NULL, property_id bigint NOT NULL, date timestamp, event text)
  WITH (connector = 'topic', topic = 'events', format = 'json', event_time = 'date');

CREATE MATERIALIZED VIEW v WITH (emitt = 'final', history = 'often', retain = 'long') AS SELECT user_id FROM events;

CREATE MATERIALIZED VIEW w WITH (emit = 'finale') AS SELECT user_id FROM events;
