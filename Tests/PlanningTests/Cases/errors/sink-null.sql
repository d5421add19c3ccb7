CREATE TABLE events (user_id bigint NOT NULL, property_id bigint NOT NULL, date timestamp, event text)
  WITH (connector = 'topic', topic = 'events', format = 'json', event_time = 'date');
CREATE TABLE sink (event text NOT NULL, n bigint) WITH (connector = 'topic', topic = 'sink', format = 'json');

INSERT INTO sink SELECT event, 1 FROM events;
