CREATE TABLE events (user_id bigint NOT NULL, property_id bigint NOT NULL, date timestamp, event text)
  WITH (connector = 'topic', topic = 'events', format = 'json', event_time = 'date');
CREATE TABLE sink (user_id bigint, n bigint) WITH (connector = 'topic', topic = 'sink', format = 'json');

INSERT INTO sink SELECT user_id, 1 FROM events;
CREATE MATERIALIZED VIEW v AS SELECT * FROM sink;
