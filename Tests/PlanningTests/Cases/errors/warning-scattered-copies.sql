CREATE TABLE keyed (id bigint, user_id bigint, at timestamp, UNIQUE (id), UNIQUE (id, user_id))
  WITH (connector = 'topic', topic = 'keyed', format = 'json', key = 'user_id', event_time = 'at');
CREATE TABLE striped (id bigint, at timestamp, CONSTRAINT once UNIQUE (id))
  WITH (connector = 'files', path = 'in', format = 'json', partition_by = 'file', event_time = 'at');
CREATE TABLE together (id bigint, at timestamp, UNIQUE (id))
  WITH (connector = 'files', path = 'in', format = 'json', event_time = 'at');
CREATE MATERIALIZED VIEW v AS SELECT id FROM keyed UNION ALL SELECT id FROM striped UNION ALL SELECT id FROM together;
