CREATE TABLE events (user_id bigint NOT NULL, property_id bigint NOT NULL, date timestamp, event text)
  WITH (connector = 'topic', topic = 'events', format = 'json', event_time = 'date');
CREATE TABLE sink (user_id bigint PRIMARY KEY, n bigint) WITH (connector = 'topic', topic = 'sink', format = 'json');

INSERT INTO sink SELECT user_id, count(*) FROM events GROUP BY user_id;
INSERT INTO sink SELECT property_id, count(*) FROM events GROUP BY property_id;
