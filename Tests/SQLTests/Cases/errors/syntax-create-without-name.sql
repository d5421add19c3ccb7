CREATE TABLE (x int);
