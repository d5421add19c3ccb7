CREATE TABLE a (k bigint NOT NULL, x text, at timestamp) WITH (connector = 'topic', topic = 'a', format = 'json', event_time = 'at');
CREATE TABLE b (k bigint NOT NULL, y text, at timestamp) WITH (connector = 'topic', topic = 'b', format = 'json');

CREATE MATERIALIZED VIEW merged AS SELECT a.x FROM a JOIN LATERAL (SELECT k, y FROM b WHERE b.k = a.k) AS v USING (k);
CREATE MATERIALIZED VIEW right_side AS SELECT a.x FROM a RIGHT JOIN LATERAL (SELECT y FROM b WHERE b.k = a.k) AS v ON TRUE;
CREATE MATERIALIZED VIEW missing AS SELECT a.x FROM a, LATERAL (SELECT y FROM b WHERE b.k = a.z) AS v;
CREATE MATERIALIZED VIEW no_lateral AS SELECT a.x FROM a, (SELECT y FROM b WHERE b.k = a.k) AS v;
CREATE MATERIALIZED VIEW condition AS SELECT a.x FROM a LEFT JOIN LATERAL (SELECT y FROM b WHERE b.k = a.k) AS v ON v.z = a.x;
CREATE MATERIALIZED VIEW alone AS SELECT v.x FROM LATERAL (SELECT x FROM a) AS v;
