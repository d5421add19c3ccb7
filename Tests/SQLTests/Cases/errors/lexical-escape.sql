SELECT E'a\u12', b FROM events;
SELECT E'\xff' FROM a;
