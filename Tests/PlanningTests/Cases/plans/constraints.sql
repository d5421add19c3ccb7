CREATE TABLE events (
  id uuid NOT NULL,
  user_id bigint NOT NULL CHECK (user_id > 0),
  date timestamp,
  day date GENERATED ALWAYS AS (date::date) STORED,
  kind text DEFAULT 'view',
  CONSTRAINT recent CHECK (date > '2000-01-01'),
  UNIQUE (id) WITH (within = '1 hour')
) WITH (connector = 'topic', topic = 'events', format = 'json', event_time = 'date', "field.user_id" = 'payload.user.id',
        on_violation = 'warn', "on_violation.recent" = 'fail', max_ahead = 'none');

CREATE MATERIALIZED VIEW v AS SELECT day, kind, count(*) AS n FROM events GROUP BY day, kind;
