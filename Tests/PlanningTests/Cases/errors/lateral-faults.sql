CREATE TABLE a (k bigint NOT NULL, x text, at timestamp) WITH (connector = 'topic', topic = 'a', format = 'json', event_time = 'at');
CREATE TABLE b (k bigint NOT NULL, y text, at timestamp) WITH (connector = 'topic', topic = 'b', format = 'json');

CREATE MATERIALIZED VIEW no_time AS SELECT a.x FROM a, LATERAL (SELECT y FROM b WHERE b.k = a.k AND b.at <= a.at ORDER BY b.at DESC LIMIT 1) AS v;
CREATE MATERIALIZED VIEW no_limit AS SELECT a.x FROM a, LATERAL (SELECT y FROM b WHERE b.k = a.k) AS v;
CREATE MATERIALIZED VIEW no_key AS SELECT a.x FROM a, LATERAL (SELECT x FROM a AS c WHERE c.at <= a.at ORDER BY c.at DESC LIMIT 1) AS v;
CREATE MATERIALIZED VIEW condition AS SELECT a.x FROM a LEFT JOIN LATERAL (SELECT x FROM a AS c WHERE c.k = a.k AND c.at <= a.at ORDER BY c.at DESC LIMIT 1) AS v ON v.x = a.x;
CREATE MATERIALIZED VIEW alone AS SELECT v.x FROM LATERAL (SELECT x FROM a) AS v;
