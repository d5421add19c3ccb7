CREATE SOURCE events (user_id bigint) WITH (connector = 'kafka');
