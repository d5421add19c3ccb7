-- Property leads: three rules over one stream of events.
--
--   events → paid_user        a user with 9 or more interactions, on any properties
--          → property_status  a property with more than 5 interactions
--          → possible_broker  a user with more than 10 interactions within one minute
--
-- Each rule comes in three flavours:
--   every version   the topic named above: an upsert by key for each new count
--   final           _final: one message for each window, when it is over
--   once            _once: one message for each key, however often its count changes

SET TIME ZONE 'Asia/Kolkata';

CREATE TABLE events (
  event_id    bigint,
  user_id     bigint NOT NULL,
  property_id bigint NOT NULL,
  date        timestamptz,
  event       text,
  UNIQUE (event_id) WITH (within = '1 hour'),
  CONSTRAINT known_event CHECK (event IN ('view', 'Interaction', 'contact'))
) WITH (
  connector = 'topic', topic = '${events:-events}', format = 'json',
  event_time = 'date', watermark = '10 seconds'
);

-- Rule 1: paying users.

CREATE MATERIALIZED VIEW paid_users AS
SELECT user_id AS "user", count(*) AS interactions_count
FROM events
GROUP BY user_id
HAVING count(*) >= 9;

CREATE TABLE paid_user ("user" bigint PRIMARY KEY, interactions_count bigint)
WITH (connector = 'topic', topic = 'paid_user', format = 'json');

INSERT INTO paid_user SELECT "user", interactions_count FROM paid_users;

CREATE TABLE paid_user_final ("window.start" timestamptz, "user" bigint, interactions_count bigint)
WITH (connector = 'topic', topic = 'paid_user_final', format = 'json', emit = 'final');

INSERT INTO paid_user_final
SELECT window_start, user_id, count(*)
FROM TUMBLE(events, date, INTERVAL '1 hour')
GROUP BY window_start, user_id
HAVING count(*) >= 9;

CREATE TABLE paid_user_once ("user" bigint PRIMARY KEY)
WITH (connector = 'topic', topic = 'paid_user_once', format = 'json');

INSERT INTO paid_user_once SELECT "user" FROM paid_users;

-- Rule 2: properties in demand.

CREATE MATERIALIZED VIEW busy_properties AS
SELECT property_id AS property, count(*) AS property_interactions_count
FROM events
GROUP BY property_id
HAVING count(*) > 5;

CREATE TABLE property_status (property bigint PRIMARY KEY, property_interactions_count bigint)
WITH (connector = 'topic', topic = 'property_status', format = 'json');

INSERT INTO property_status SELECT property, property_interactions_count FROM busy_properties;

CREATE TABLE property_status_final (
  "window.start" timestamptz, property bigint, property_interactions_count bigint
) WITH (connector = 'topic', topic = 'property_status_final', format = 'json', emit = 'final');

INSERT INTO property_status_final
SELECT window_start, property_id, count(*)
FROM TUMBLE(events, date, INTERVAL '1 hour')
GROUP BY window_start, property_id
HAVING count(*) > 5;

CREATE TABLE property_status_once (property bigint PRIMARY KEY)
WITH (connector = 'topic', topic = 'property_status_once', format = 'json');

INSERT INTO property_status_once SELECT property FROM busy_properties;

-- Rule 3: possible brokers. A row that comes more than 10 seconds too late for its minute
-- takes no part and is listed in possible_brokers.late.

CREATE MATERIALIZED VIEW possible_brokers AS
SELECT window_start AS "window.start", user_id, count(*) AS threat_user_interactions
FROM TUMBLE(events, date, INTERVAL '1 minute')
GROUP BY window_start, user_id
HAVING count(*) > 10;

CREATE TABLE possible_broker (
  "window.start" timestamptz, user_id bigint, threat_user_interactions bigint,
  PRIMARY KEY ("window.start", user_id)
) WITH (connector = 'topic', topic = 'possible_broker', format = 'json');

INSERT INTO possible_broker SELECT * FROM possible_brokers;

CREATE TABLE possible_broker_final (
  "window.start" timestamptz, user_id bigint, threat_user_interactions bigint
) WITH (connector = 'topic', topic = 'possible_broker_final', format = 'json', emit = 'final');

INSERT INTO possible_broker_final
SELECT window_start, user_id, count(*)
FROM TUMBLE(events, date, INTERVAL '1 minute')
GROUP BY window_start, user_id
HAVING count(*) > 10;

CREATE TABLE possible_broker_once (user_id bigint PRIMARY KEY)
WITH (connector = 'topic', topic = 'possible_broker_once', format = 'json');

INSERT INTO possible_broker_once SELECT DISTINCT user_id FROM possible_brokers;

-- What a sales team works from: every user's interactions and how they rose.

CREATE MATERIALIZED VIEW leads WITH (history = true) AS
SELECT user_id, count(*) AS interactions,
       count(DISTINCT property_id) AS properties,
       count(*) FILTER (WHERE event = 'contact') AS contacts,
       min(date) AS first_seen, max(date) AS last_seen
FROM events
GROUP BY user_id
HAVING count(*) >= 9;

CREATE MATERIALIZED VIEW all_counts AS
SELECT count(*) AS n FROM events;
