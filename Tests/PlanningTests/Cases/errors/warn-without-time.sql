CREATE TABLE t (at timestamp) WITH (connector = 'topic', topic = 't', format = 'json', event_time = 'at', "on_violation.t_at_not_null" = 'warn');
