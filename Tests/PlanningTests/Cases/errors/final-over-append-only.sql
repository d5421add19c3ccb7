CREATE TABLE events (user_id bigint NOT NULL, date timestamp, event text)
  WITH (connector = 'topic', topic = 'events', format = 'json', event_time = 'date');
CREATE TABLE users (id bigint NOT NULL)
  WITH (connector = 'topic', topic = 'users', format = 'json');

CREATE VIEW different AS SELECT DISTINCT user_id, date FROM events;
CREATE MATERIALIZED VIEW a WITH (emit = 'final') AS
SELECT window_start, count(*) AS n FROM TUMBLE(different, date, INTERVAL '1 minute') GROUP BY window_start;
CREATE VIEW known AS SELECT user_id, date FROM events WHERE user_id IN (SELECT id FROM users);
CREATE MATERIALIZED VIEW b WITH (emit = 'final') AS
SELECT window_start, count(*) AS n FROM TUMBLE(known, date, INTERVAL '1 minute') GROUP BY window_start;
