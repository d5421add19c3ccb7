CREATE TABLE events (user_id bigint NOT NULL, property_id bigint NOT NULL, date timestamp, event text)
  WITH (connector = 'topic', topic = 'events', format = 'json', event_time = 'date');
CREATE TABLE orders (id bigint NOT NULL, at timestamptz, price numeric(12, 2), qty integer, country varchar(2))
  WITH (connector = 'files', path = 'orders', format = 'csv', event_time = 'at');

CREATE MATERIALIZED VIEW v AS
SELECT user_id AS id, 1.5 AS weight FROM events UNION ALL SELECT id, 2 FROM orders UNION ALL SELECT NULL, NULL;
