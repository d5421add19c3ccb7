# Steps of `make demo-marketplace`; scripts/demo.sh runs them.

heading 'Three days of orders from three countries, some of them corrupted, ten patterns hidden in them'
run 'millrace generate marketplace --for 3d --truth truth.jsonl'
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
ask 'SELECT * FROM bought_together ORDER BY times DESC LIMIT 4'
ask 'SELECT * FROM cities_in_several_countries ORDER BY orders LIMIT 4'

heading 'What was planted, by the truth'
run "grep '\"type\":\"pattern\"' truth.jsonl"

heading 'The run held against the truth of its traffic'
run 'millrace reconcile truth.jsonl --late orders_by_minute'
