CREATE TABLE events (user_id bigint NOT NULL, property_id bigint NOT NULL, date timestamp, event text)
  WITH (connector = 'topic', topic = 'events', format = 'json', event_time = 'date');

CREATE TABLE out (kind text DEFAULT 'lead', user_id integer, note text, score numeric(5, 1) DEFAULT 1)
  WITH (connector = 'files', path = 'out', format = 'json');

INSERT INTO out (user_id, note) SELECT user_id, NULL FROM events;
INSERT INTO out (user_id, kind) SELECT property_id, event FROM events;
