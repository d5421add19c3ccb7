SET TIME ZONE 'Asia/Kolkata';

CREATE TABLE events (
  user_id bigint NOT NULL,
  property_id bigint NOT NULL,
  date timestamptz NOT NULL,
  event text,
  CONSTRAINT event_known CHECK (event IN ('view', 'Interaction', 'contact'))
) WITH (connector = 'topic', topic = 'events', format = 'json', event_time = 'date', watermark = '10 seconds');

CREATE TABLE paid_user ("user" bigint PRIMARY KEY, interactions_count bigint)
  WITH (connector = 'topic', topic = 'paid_user', format = 'json');

CREATE TABLE property_status (property bigint PRIMARY KEY, property_interactions_count bigint)
  WITH (connector = 'topic', topic = 'property_status', format = 'json');

CREATE TABLE possible_broker ("window.start" timestamptz, user_id bigint, threat_user_interactions bigint)
  WITH (connector = 'topic', topic = 'possible_broker', format = 'json', emit = 'final');

CREATE TABLE broker_once (user_id bigint PRIMARY KEY)
  WITH (connector = 'topic', topic = 'broker_once', format = 'json');

INSERT INTO paid_user
SELECT user_id, count(*) FROM events GROUP BY user_id HAVING count(*) >= 9;

INSERT INTO property_status
SELECT property_id, count(*) FROM events GROUP BY property_id HAVING count(*) > 5;

INSERT INTO possible_broker
SELECT window_start, user_id, count(*) FROM TUMBLE(events, date, INTERVAL '1 minute')
GROUP BY user_id, window_start HAVING count(*) > 10;

CREATE VIEW brokers AS
SELECT DISTINCT user_id FROM (
  SELECT user_id, window_start, count(*) AS n FROM TUMBLE(events, date, INTERVAL '1 minute')
  GROUP BY user_id, window_start) AS minutes
WHERE n > 10;

INSERT INTO broker_once SELECT user_id FROM brokers;

CREATE MATERIALIZED VIEW leads WITH (history = true) AS
SELECT user_id, count(*) AS interactions, min(date) AS first_seen, max(date) AS last_seen
FROM events GROUP BY user_id HAVING count(*) >= 9;
