
CREATE MATERIALIZED VIEW v AS
SELECT column1 AS code, column2 AS name FROM (VALUES ('us', 'United States'), ('mx', 'Mexico')) AS q WHERE column1 <> 'mx';
