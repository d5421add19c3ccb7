-- Marketplace: corrupted orders are set aside, the others are kept by date, and the hidden patterns are looked for.
--
--   orders ─┬→ orders.rejects, orders.duplicates    what is corrupted, with its raw bytes and the rule it breaks
--           ├→ archive                              every accepted order, in a folder a day
--           └→ one view for each kind of pattern    shares, averages and rates, side by side

CREATE TABLE orders (
  order_id               text NOT NULL,
  customer_id            text NOT NULL,
  customer_name          text,
  product_id             text NOT NULL,
  product_name           text,
  product_category       text,
  payment_type           text,
  qty                    integer NOT NULL,
  price                  numeric(12, 2) NOT NULL,
  datetime               timestamptz NOT NULL,
  country                text,
  city                   text,
  ecommerce_website_name text,
  payment_txn_id         uuid,
  payment_txn_success    boolean,
  failure_reason         text,
  -- The clock on the wall where the order was made.
  local_time timestamp GENERATED ALWAYS AS (datetime AT TIME ZONE CASE country
    WHEN 'United States' THEN 'America/New_York'
    WHEN 'Mexico' THEN 'America/Mexico_City'
    ELSE 'Asia/Shanghai' END) STORED,
  UNIQUE (order_id) WITH (within = '2 hours'),
  CONSTRAINT sane_quantity CHECK (qty BETWEEN 1 AND 99),
  CONSTRAINT positive_price CHECK (price > 0),
  CONSTRAINT sane_date CHECK (datetime BETWEEN '2025-01-01' AND '2027-12-31'),
  CONSTRAINT ids_in_place CHECK (customer_id LIKE 'C-%' AND product_id LIKE 'P-%'),
  CONSTRAINT known_payment_type CHECK (payment_type IN ('Card', 'Internet Banking', 'UPI', 'Wallet')),
  CONSTRAINT reason_of_a_failure CHECK ((failure_reason IS NULL) = payment_txn_success)
) WITH (
  connector = 'topic', topic = '${orders:-orders}', format = 'json',
  event_time = 'datetime', watermark = '10 seconds'
);

-- Every accepted order, for whoever reads files: a folder a day.

CREATE TABLE archive (
  order_id text, customer_id text, product_id text, product_category text, payment_type text,
  qty integer, price numeric(12, 2), datetime timestamptz, country text, city text,
  ecommerce_website_name text, payment_txn_success boolean, failure_reason text
) WITH (connector = 'files', path = 'archive', format = 'csv', folder = 'data_%Y_%m_%d', folder_by = 'datetime');

INSERT INTO archive
SELECT order_id, customer_id, product_id, product_category, payment_type, qty, price, datetime, country, city,
       ecommerce_website_name, payment_txn_success, failure_reason
FROM orders;

-- When does what sell? The curves by country and category over the local day.

CREATE MATERIALIZED VIEW orders_by_local_hour AS
SELECT country, product_category, extract(hour FROM local_time)::int AS hour, count(*) AS orders, sum(qty) AS pieces
FROM orders
GROUP BY country, product_category, extract(hour FROM local_time)::int;

CREATE MATERIALIZED VIEW orders_by_weekday AS
SELECT product_category, extract(isodow FROM local_time)::int AS weekday, count(*) AS orders,
       count(DISTINCT local_time::date) AS days
FROM orders
GROUP BY product_category, extract(isodow FROM local_time)::int;

-- Trends and seasons: orders a day.

CREATE MATERIALIZED VIEW orders_by_day AS
SELECT local_time::date AS day, country, product_category, count(*) AS orders, sum(qty * price) AS turnover
FROM orders
GROUP BY local_time::date, country, product_category;

-- Orders a minute, once each minute is over. Orders that come later than the watermark allows are in
-- orders_by_minute.late.

CREATE MATERIALIZED VIEW orders_by_minute WITH (emit = 'final') AS
SELECT window_start, country, count(*) AS orders, sum(qty) AS pieces
FROM TUMBLE(orders, datetime, INTERVAL '1 minute')
GROUP BY window_start, country;

-- What does a product cost by payment type, at a website, at night? Each product's own mean is the yardstick:
-- the geometric one, since a few absurd prices would outweigh all others in the plain one.

CREATE MATERIALIZED VIEW product_prices AS
SELECT product_id, exp(avg(ln(price::double precision))) AS usual_price, count(*) AS orders
FROM orders
GROUP BY product_id;

CREATE MATERIALIZED VIEW prices_by_payment AS
SELECT o.payment_type, round(exp(avg(o.log_price - ln(p.usual_price)))::numeric, 4) AS price_ratio, count(*) AS products
FROM (SELECT product_id, payment_type, avg(ln(price::double precision)) AS log_price FROM orders
      GROUP BY product_id, payment_type) AS o
JOIN product_prices AS p ON p.product_id = o.product_id
GROUP BY o.payment_type;

CREATE MATERIALIZED VIEW prices_by_website_and_country AS
SELECT o.ecommerce_website_name, o.country, round(exp(avg(o.log_price - ln(p.usual_price)))::numeric, 4) AS price_ratio,
       count(*) AS products
FROM (SELECT product_id, ecommerce_website_name, country, avg(ln(price::double precision)) AS log_price FROM orders
      GROUP BY product_id, ecommerce_website_name, country) AS o
JOIN product_prices AS p ON p.product_id = o.product_id
GROUP BY o.ecommerce_website_name, o.country;

CREATE MATERIALIZED VIEW prices_by_local_hour AS
SELECT o.country, o.hour, round(exp(avg(o.log_price - ln(p.usual_price)))::numeric, 4) AS price_ratio,
       count(*) AS products
FROM (SELECT product_id, country, extract(hour FROM local_time)::int AS hour,
             avg(ln(price::double precision)) AS log_price
      FROM orders
      GROUP BY product_id, country, extract(hour FROM local_time)::int) AS o
JOIN product_prices AS p ON p.product_id = o.product_id
GROUP BY o.country, o.hour;

-- The strongest deviations: in each country the three websites whose prices are farthest from the usual ones.

CREATE MATERIALIZED VIEW strongest_price_deviations AS
SELECT country, place, ecommerce_website_name, price_ratio
FROM (SELECT country, ecommerce_website_name, price_ratio,
             row_number() OVER (PARTITION BY country ORDER BY abs(price_ratio - 1) DESC, ecommerce_website_name) AS place
      FROM prices_by_website_and_country) AS ranked
WHERE place <= 3;

-- Where do payments fail?

CREATE MATERIALIZED VIEW failures_by_local_hour AS
SELECT extract(hour FROM local_time)::int AS hour, count(*) AS orders,
       count(*) FILTER (WHERE NOT payment_txn_success) AS failed,
       round(count(*) FILTER (WHERE NOT payment_txn_success) * 100.0 / count(*), 2) AS failed_percent
FROM orders
GROUP BY extract(hour FROM local_time)::int;

CREATE MATERIALIZED VIEW failures_by_payment_and_website AS
SELECT payment_type, ecommerce_website_name, count(*) AS orders,
       round(count(*) FILTER (WHERE NOT payment_txn_success) * 100.0 / count(*), 2) AS failed_percent
FROM orders
GROUP BY payment_type, ecommerce_website_name;

CREATE MATERIALIZED VIEW failure_reasons AS
SELECT failure_reason, count(*) AS orders FROM orders WHERE failure_reason IS NOT NULL GROUP BY failure_reason;

-- Who chooses which website and pays how?

CREATE MATERIALIZED VIEW websites_by_city AS
SELECT country, city, ecommerce_website_name, count(*) AS orders
FROM orders
GROUP BY country, city, ecommerce_website_name;

CREATE MATERIALIZED VIEW payments_by_country AS
SELECT country, payment_type, count(*) AS orders,
       count(*) FILTER (WHERE extract(isodow FROM local_time) >= 6) AS weekend_orders
FROM orders
GROUP BY country, payment_type;

-- A group of customers with larger quantities shows in the spread of their means.

CREATE MATERIALIZED VIEW customers_by_mean_quantity AS
SELECT least(round(mean_quantity), 20)::int AS mean_quantity, count(*) AS customers
FROM (SELECT customer_id, avg(qty) AS mean_quantity FROM orders GROUP BY customer_id HAVING count(*) >= 3) AS c
GROUP BY least(round(mean_quantity), 20)::int;

-- Products that one customer orders within ten minutes of each other.

CREATE MATERIALIZED VIEW bought_together AS
SELECT a.product_id AS first_product, b.product_id AS second_product, count(*) AS times
FROM orders AS a
JOIN orders AS b ON b.customer_id = a.customer_id
  AND b.datetime BETWEEN a.datetime AND a.datetime + INTERVAL '10 minutes'
  AND b.product_id <> a.product_id
GROUP BY a.product_id, b.product_id
HAVING count(*) >= 5;

-- What no constraint can see: cities in two countries, prices far from the product's own. The country
-- with few orders is the wrong one.

CREATE MATERIALIZED VIEW cities_in_several_countries AS
SELECT city, count(*) FILTER (WHERE country = 'United States') AS united_states,
       count(*) FILTER (WHERE country = 'Mexico') AS mexico, count(*) FILTER (WHERE country = 'China') AS china
FROM orders
GROUP BY city
HAVING count(DISTINCT country) > 1;

CREATE MATERIALIZED VIEW absurd_prices AS
SELECT o.order_id, o.product_id, o.price, p.usual_price
FROM orders AS o
JOIN (SELECT product_id, min(price) AS usual_price FROM orders GROUP BY product_id) AS p
  ON p.product_id = o.product_id
WHERE o.price > 50 * p.usual_price;

CREATE MATERIALIZED VIEW all_orders AS
SELECT count(*) AS n, sum(qty * price) AS turnover FROM orders;

-- What the job asks for and the engine cannot give yet:
--   an archive that Hive can query       Parquet in date folders with a table over them; archive is CSV
--   graphs of the patterns               a page or a dashboard over the views; they can be queried
--   correlations between columns         corr() and a matrix of all pairs; each pair has a view of its own here
--   orders from Kafka                    connector = 'kafka'; topic is the embedded broker's
