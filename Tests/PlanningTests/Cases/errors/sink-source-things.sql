CREATE TABLE events (user_id bigint NOT NULL, property_id bigint NOT NULL, date timestamp, event text)
  WITH (connector = 'topic', topic = 'events', format = 'json', event_time = 'date');
CREATE TABLE sink (user_id bigint CHECK (user_id > 0), n bigint UNIQUE, at timestamp)
  WITH (connector = 'topic', topic = 'sink', format = 'json', event_time = 'at', watermark = '1 s', on_violation = 'fail');

INSERT INTO sink SELECT user_id, 1, date FROM events;
