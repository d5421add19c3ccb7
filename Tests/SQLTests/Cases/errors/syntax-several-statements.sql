SELECT a FROM events;
SELEC b FROM events;
SELECT c FROM events
WHERE;
-- fine again
SELECT d FROM events;
DELETE FROM events;
