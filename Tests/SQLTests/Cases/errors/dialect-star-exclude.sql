SELECT * EXCLUDE (user_id) FROM events;
SELECT e.* EXCEPT (a) FROM events e;
