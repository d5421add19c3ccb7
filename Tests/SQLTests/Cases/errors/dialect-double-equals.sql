SELECT a FROM events WHERE a == 1;
SELECT a FROM events WHERE a == 1 b;
