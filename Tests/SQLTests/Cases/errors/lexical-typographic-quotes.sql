CREATE TABLE e (a int) WITH (connector = ‘topic’);
SELECT “a” FROM e;
