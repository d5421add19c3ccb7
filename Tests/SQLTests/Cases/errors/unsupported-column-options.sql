CREATE TABLE a (x int OPTIONS (y 'z'));
CREATE TABLE b (x SETOF int, y a.x%TYPE);
