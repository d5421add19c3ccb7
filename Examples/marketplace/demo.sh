# Steps of `make demo-marketplace`; scripts/demo.sh runs them.

heading 'Eight days of orders from three countries, some of them corrupted, ten patterns hidden in them'
run 'millrace generate marketplace --for 8d --set orders_per_day=75000 --truth truth.jsonl'
run 'millrace topics read orders --limit 1'

heading 'Run the pipeline to the end of the topic'
run "millrace run $pipeline --until-end"

heading 'What was set aside, and why'
ask 'SELECT * FROM millrace.ledger'
ask 'SELECT rule, count(*) AS orders FROM orders.rejects GROUP BY rule ORDER BY orders DESC, rule'

heading 'Hidden patterns, as the views show them'
ask 'SELECT * FROM prices_by_payment ORDER BY price_ratio DESC'
ask 'SELECT * FROM failures_by_payment_and_website ORDER BY failed_percent DESC LIMIT 4'
ask 'SELECT hour, orders, failed_percent FROM failures_by_local_hour ORDER BY failed_percent DESC LIMIT 4'
ask 'SELECT * FROM prices_by_website_and_country ORDER BY price_ratio DESC LIMIT 4'
ask 'SELECT country, payment_type, orders, weekend_orders FROM payments_by_country ORDER BY country, orders DESC'
ask 'SELECT * FROM customers_by_mean_quantity ORDER BY mean_quantity'
ask 'SELECT * FROM bought_together ORDER BY times DESC LIMIT 4'

heading 'Damage that no constraint sees'
ask 'SELECT * FROM cities_in_several_countries ORDER BY city LIMIT 4'
ask 'SELECT * FROM absurd_prices ORDER BY price DESC LIMIT 4'

heading 'What was planted, by the truth'
run "grep '\"type\":\"pattern\"' truth.jsonl"

heading 'The run held against the truth of its traffic'
run 'millrace reconcile truth.jsonl --late orders_by_minute'
