SELECT order FROM events;
SELECT a, e.group FROM events e;
