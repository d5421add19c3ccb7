SELECT "user FROM events;
