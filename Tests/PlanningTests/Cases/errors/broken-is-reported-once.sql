CREATE TABLE events (user_id bigit, date timestamp)
  WITH (connector = 'topic', topic = 'events', format = 'json', event_time = 'date');

CREATE VIEW a AS SELECT user_id, whatever FROM events WHERE anything;
CREATE MATERIALIZED VIEW b AS SELECT user_id, count(*) FROM a GROUP BY user_id;
CREATE MATERIALIZED VIEW c AS SELECT * FROM b WHERE lowr(x) = 'a';
