CREATE TABLE events (user_id bigint NOT NULL, property_id bigint NOT NULL, date timestamp, event text)
  WITH (connector = 'topic', topic = 'events', format = 'json', event_time = 'date');
CREATE VIEW v AS SELECT user_id FROM events;
INSERT INTO v SELECT user_id FROM events;
INSERT INTO sinc SELECT user_id FROM events;
