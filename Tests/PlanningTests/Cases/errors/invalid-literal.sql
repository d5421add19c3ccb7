CREATE TABLE events (user_id bigint NOT NULL, property_id bigint NOT NULL, date timestamp, event text)
  WITH (connector = 'topic', topic = 'events', format = 'json', event_time = 'date');

CREATE MATERIALIZED VIEW v AS
SELECT user_id FROM events WHERE date > 'yesterday' AND user_id = 'abc' AND date < TIMESTAMP '2021-02-30';
