CREATE TABLE orders (id bigint NOT NULL, customer bigint NOT NULL, item text, category text, price numeric(10, 2), quantity integer, at timestamp, day date, note json)
  WITH (connector = 'topic', topic = 'orders', format = 'json', event_time = 'at');

CREATE TABLE latest (customer bigint, item text, PRIMARY KEY (customer))
  WITH (connector = 'topic', topic = 'latest', format = 'json');

INSERT INTO latest
SELECT customer, item
FROM (SELECT *, row_number() OVER (PARTITION BY customer ORDER BY at DESC, id DESC) AS n FROM orders) AS q
WHERE n = 1;
