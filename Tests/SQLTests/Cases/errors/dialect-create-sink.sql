CREATE SINK s FROM v WITH (connector = 'kafka');
