CREATE TABLE orders (id bigint, order text, "limit" int);
