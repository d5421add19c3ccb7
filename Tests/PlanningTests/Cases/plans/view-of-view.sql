CREATE TABLE events (user_id bigint NOT NULL, property_id bigint NOT NULL, date timestamp, event text)
  WITH (connector = 'topic', topic = 'events', format = 'json', event_time = 'date');

CREATE VIEW contacts AS SELECT user_id, date AS at FROM events WHERE event = 'contact';
CREATE MATERIALIZED VIEW per_user AS SELECT user_id, count(*) AS n, max(at) AS latest FROM contacts GROUP BY user_id;
CREATE MATERIALIZED VIEW histogram AS SELECT n, count(*) AS users FROM per_user GROUP BY n;
