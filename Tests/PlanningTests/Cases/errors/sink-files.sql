CREATE TABLE events (user_id bigint NOT NULL, property_id bigint NOT NULL, date timestamp, event text)
  WITH (connector = 'topic', topic = 'events', format = 'json', event_time = 'date');
CREATE TABLE sink (user_id bigint, n bigint) WITH (connector = 'files', path = 'out', format = 'csv');

INSERT INTO sink SELECT user_id, count(*) FROM events GROUP BY user_id;
