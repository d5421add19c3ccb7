SELECT a FROM events;
