# Steps of `make demo-orders`; scripts/demo.sh runs them.

heading 'Eight hours of orders; after two a second producer writes another schema beside the first'
run 'millrace generate orders --for 8h --truth truth.jsonl'

heading 'Run the pipeline to the end of the topics'
run "millrace run $pipeline --until-end"

heading 'Both schemas in one table'
ask 'SELECT * FROM missing_values'

heading 'Gold; amounts that were damaged on their way swell the sums, and outliers lists them'
ask 'SELECT * FROM sales_by_day_and_country ORDER BY day, country'
ask 'SELECT * FROM sales_by_age_and_gender ORDER BY turnover_usd DESC LIMIT 5'
ask 'SELECT * FROM orders_by_category ORDER BY turnover_usd DESC'
ask 'SELECT * FROM outliers ORDER BY amount_usd DESC LIMIT 3'

heading 'Fraud'
ask 'SELECT * FROM order_bursts ORDER BY orders DESC, customer_id, window_start LIMIT 5'
ask 'SELECT * FROM flagged_customers ORDER BY customer_id LIMIT 5'

heading 'Every row is accounted for'
ask 'SELECT * FROM millrace.ledger'
ask 'SELECT rule, count(*) AS orders FROM orders.rejects GROUP BY rule ORDER BY orders DESC, rule'
run 'millrace reconcile truth.jsonl --table orders --late order_volume'
