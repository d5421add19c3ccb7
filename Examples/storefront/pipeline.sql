-- Storefront: six streams of a shop, and what its owner wants to know while it happens.

CREATE TABLE customer_data (
  customer_id text PRIMARY KEY,
  name text, email text, gender text, age integer, location text, country text,
  account_created timestamp, last_login timestamp
) WITH (connector = 'topic', topic = '${customer_data:-customer_data}', format = 'json');

CREATE TABLE product_data (
  product_id text PRIMARY KEY,
  name text, category text, price numeric(12, 2), stock_quantity bigint, supplier text, timestamp timestamp
) WITH (connector = 'topic', topic = '${product_data:-product_data}', format = 'json');

CREATE TABLE transaction_data (
  transaction_id text NOT NULL,
  customer_id    text NOT NULL REFERENCES customer_data (customer_id),
  product_id     text NOT NULL REFERENCES product_data (product_id),
  quantity       integer NOT NULL,
  price          numeric(12, 2) NOT NULL,
  total          numeric(12, 2),
  currency       text,
  date_time      timestamp NOT NULL,
  payment_method text,
  status         text,
  UNIQUE (transaction_id) WITH (within = '2 hours'),
  CONSTRAINT positive_quantity CHECK (quantity > 0),
  CONSTRAINT positive_price CHECK (price > 0),
  CONSTRAINT total_adds_up CHECK (total = quantity * price),
  CONSTRAINT known_currency CHECK (currency = 'USD'),
  CONSTRAINT known_status CHECK (status IN ('completed', 'failed'))
) WITH (
  connector = 'topic', topic = '${transaction_data:-transaction_data}', format = 'json',
  event_time = 'date_time', watermark = '10 seconds'
);

CREATE TABLE product_view_data (
  view_id       text,
  customer_id   text NOT NULL,
  product_id    text NOT NULL,
  timestamp     timestamp NOT NULL,
  view_duration integer
) WITH (
  connector = 'topic', topic = '${product_view_data:-product_view_data}', format = 'json',
  event_time = 'timestamp', watermark = '10 seconds'
);

CREATE TABLE user_interaction_data (
  interaction_id   text,
  customer_id      text NOT NULL,
  product_id       text NOT NULL,
  timestamp        timestamp NOT NULL,
  interaction_type text,
  rating           integer,
  review_text      text,
  CONSTRAINT known_interaction CHECK (interaction_type IN ('wishlist_addition', 'add_to_cart', 'review')),
  CONSTRAINT known_rating CHECK (rating BETWEEN 1 AND 5)
) WITH (
  connector = 'topic', topic = '${user_interaction_data:-user_interaction_data}', format = 'json',
  event_time = 'timestamp', watermark = '10 seconds'
);

CREATE TABLE system_log_data (
  log_id    text,
  timestamp timestamp NOT NULL,
  level     text,
  service   text,
  message   text
) WITH (
  connector = 'topic', topic = '${system_log_data:-system_log_data}', format = 'json',
  event_time = 'timestamp', watermark = '10 seconds'
);

CREATE VIEW sales AS
SELECT t.transaction_id, t.customer_id, t.product_id, t.quantity, t.total, t.date_time
FROM transaction_data AS t
WHERE t.status = 'completed';

-- Customers: who is active, by the day of the last login and by gender.

CREATE MATERIALIZED VIEW active_customers AS
SELECT last_login::date AS last_login_day, gender, count(*) AS customers
FROM customer_data
GROUP BY last_login::date, gender;

-- Prices: each category's average against the market's.

CREATE MATERIALIZED VIEW category_prices AS
SELECT c.category, round(c.price, 2) AS average_price, round(m.price, 2) AS market_price,
       round(c.price / m.price, 3) AS against_market
FROM (SELECT category, avg(price) AS price FROM product_data GROUP BY category) AS c
CROSS JOIN (SELECT avg(price) AS price FROM product_data) AS m;

-- Sales: by product and hour, their peaks, the best and the struggling sellers.

CREATE MATERIALIZED VIEW hourly_sales AS
SELECT window_start, product_id, sum(quantity) AS quantity, sum(total) AS turnover
FROM TUMBLE(transaction_data, date_time, INTERVAL '1 hour')
WHERE status = 'completed'
GROUP BY window_start, product_id;

CREATE MATERIALIZED VIEW sales_peaks AS
SELECT h.product_id, h.window_start AS peak_hour, h.quantity
FROM hourly_sales AS h
JOIN (SELECT product_id, max(quantity) AS quantity FROM hourly_sales GROUP BY product_id) AS p
  ON p.product_id = h.product_id AND p.quantity = h.quantity;

CREATE MATERIALIZED VIEW sellers AS
SELECT p.product_id, p.name, p.category, coalesce(s.quantity, 0) AS quantity, coalesce(s.turnover, 0) AS turnover
FROM product_data AS p
LEFT JOIN (SELECT product_id, sum(quantity) AS quantity, sum(total) AS turnover FROM sales GROUP BY product_id) AS s
  ON s.product_id = p.product_id;

CREATE MATERIALIZED VIEW best_sellers AS
SELECT product_id, name, category, quantity, turnover
FROM sellers
ORDER BY quantity DESC, turnover DESC, product_id LIMIT 10;

CREATE MATERIALIZED VIEW best_sellers_by_category AS
SELECT category, place, product_id, name, quantity
FROM (SELECT category, product_id, name, quantity,
             row_number() OVER (PARTITION BY category ORDER BY quantity DESC, turnover DESC, product_id) AS place
      FROM sellers) AS ranked
WHERE place <= 3;

CREATE MATERIALIZED VIEW category_sales AS
SELECT h.window_start, p.category, sum(h.quantity) AS quantity, round(avg(h.turnover), 2) AS average_turnover
FROM hourly_sales AS h
JOIN product_data AS p ON p.product_id = h.product_id
GROUP BY h.window_start, p.category;

-- Views by gender and category.

CREATE MATERIALIZED VIEW views_by_gender_and_category AS
SELECT c.gender, p.category, count(*) AS views, round(avg(v.view_duration), 1) AS average_seconds
FROM product_view_data AS v
JOIN customer_data AS c ON c.customer_id = v.customer_id
JOIN product_data AS p ON p.product_id = v.product_id
GROUP BY c.gender, p.category;

-- What each customer does.

CREATE MATERIALIZED VIEW customer_interactions AS
SELECT customer_id, count(*) AS interactions,
       count(*) FILTER (WHERE interaction_type = 'wishlist_addition') AS wishlist_additions,
       count(*) FILTER (WHERE interaction_type = 'review') AS reviews,
       round(avg(rating), 2) AS average_rating
FROM user_interaction_data
GROUP BY customer_id;

-- Sentiment of the reviews, by their words, held against the ratings.

CREATE VIEW review_words AS
SELECT product_id, rating,
       CASE WHEN review_text ILIKE '%disappoint%' OR review_text ILIKE '%broke%' OR review_text ILIKE '%waste%'
              OR review_text ILIKE '%refund%' OR review_text ILIKE '%poor%' OR review_text ILIKE '%worst%'
              OR review_text ILIKE '%regret%' OR review_text ILIKE '%never again%'
              OR review_text ILIKE '%useless%' OR review_text ILIKE '%terrible%' OR review_text ILIKE '%faulty%'
              OR review_text ILIKE '%let-down%' OR review_text ILIKE '%stay away%'
              OR review_text ILIKE '%save your money%' OR review_text ILIKE '%cannot recommend%'
              OR review_text ILIKE '%too many%' OR review_text ILIKE '%annoying%'
              OR review_text ILIKE '%not order here%' OR review_text ILIKE '%buy something else%' THEN 'negative'
            WHEN review_text ILIKE '%love%' OR review_text ILIKE '%excellent%' OR review_text ILIKE '%perfect%'
              OR review_text ILIKE '%great%' OR review_text ILIKE '%delighted%'
              OR review_text ILIKE '%wonderful%' OR review_text ILIKE '%happy%'
              OR review_text ILIKE '%recommend it%' OR review_text ILIKE '%buy it again%'
              OR review_text ILIKE '%thank you%' OR review_text ILIKE '%five stars%'
              OR review_text ILIKE '%my friends%' OR review_text ILIKE '%no complaints%'
              OR review_text ILIKE '%clear yes%' THEN 'positive'
            ELSE 'neutral' END AS sentiment
FROM user_interaction_data
WHERE interaction_type = 'review';

CREATE MATERIALIZED VIEW review_sentiment AS
SELECT sentiment, count(*) AS reviews, round(avg(rating), 2) AS average_rating
FROM review_words
GROUP BY sentiment;

CREATE MATERIALIZED VIEW product_sentiment AS
SELECT product_id, count(*) AS reviews, count(*) FILTER (WHERE sentiment = 'positive') AS positive,
       count(*) FILTER (WHERE sentiment = 'negative') AS negative, round(avg(rating), 2) AS average_rating
FROM review_words
GROUP BY product_id;

-- Stock: velocity is the average of a product's daily sales; the alert holds it against what is there.

CREATE MATERIALIZED VIEW sales_velocity AS
SELECT product_id, round(avg(quantity), 2) AS average_daily_sales
FROM (SELECT product_id, date_time::date AS day, sum(quantity) AS quantity FROM sales
      GROUP BY product_id, date_time::date) AS daily
GROUP BY product_id;

CREATE MATERIALIZED VIEW low_stock WITH (history = true) AS
SELECT p.product_id, p.name, p.stock_quantity, v.average_daily_sales, 'Low stock level detected' AS alert
FROM product_data AS p
LEFT JOIN sales_velocity AS v ON v.product_id = p.product_id
WHERE CASE WHEN v.average_daily_sales IS NULL THEN p.stock_quantity < 10
           ELSE p.stock_quantity < 2 * v.average_daily_sales END;

-- Recommendations: what customers who bought one product also bought.

CREATE VIEW purchases AS SELECT DISTINCT customer_id, product_id FROM sales;

CREATE MATERIALIZED VIEW also_bought AS
SELECT a.product_id, b.product_id AS recommended, count(*) AS customers
FROM purchases AS a
JOIN purchases AS b ON b.customer_id = a.customer_id AND b.product_id <> a.product_id
GROUP BY a.product_id, b.product_id
HAVING count(*) >= 5;

-- The logs: errors by service and minute show an outage.

CREATE MATERIALIZED VIEW errors_by_minute WITH (emit = 'final') AS
SELECT window_start, service, count(*) FILTER (WHERE level = 'ERROR') AS errors, count(*) AS messages
FROM TUMBLE(system_log_data, timestamp, INTERVAL '1 minute')
GROUP BY window_start, service;

CREATE MATERIALIZED VIEW failed_payments_by_minute AS
SELECT window_start, count(*) AS purchases, count(*) FILTER (WHERE status = 'failed') AS failed
FROM TUMBLE(transaction_data, date_time, INTERVAL '1 minute')
GROUP BY window_start;

-- Customers a minute who view more than any person can.

CREATE MATERIALIZED VIEW bots AS
SELECT window_start, customer_id, count(*) AS views
FROM TUMBLE(product_view_data, timestamp, INTERVAL '1 minute')
GROUP BY window_start, customer_id
HAVING count(*) > 100;

-- What the job asks for and the engine cannot give yet:
--   recommendations from similar customers    similarity of whole baskets; also_bought counts pairs of products
--   sentiment beyond words                    a model; review_words looks for words
--   low stock as an e-mail                    alerts; low_stock is a view with history
--   Elasticsearch, Grafana                    a sink that upserts by id, a live page; topics take the views
