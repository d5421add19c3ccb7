CREATE TABLE order (id bigint);
SELECT a FROM user;
