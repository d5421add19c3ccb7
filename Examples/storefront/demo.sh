# Steps of `make demo-storefront`; scripts/demo.sh runs them.

heading 'A day of a shop: six streams that agree with each other, and four incidents'
run 'millrace generate storefront --for 1d --truth truth.jsonl'
run 'millrace topics list'

heading 'Run the pipeline to the end of the topics'
run "millrace run $pipeline --until-end"

heading 'What the owner wants to know'
ask 'SELECT * FROM category_prices ORDER BY category'
ask 'SELECT name, category, quantity, turnover FROM sellers ORDER BY quantity DESC, name LIMIT 5'
ask 'SELECT * FROM sales_peaks ORDER BY quantity DESC, product_id LIMIT 5'
ask 'SELECT * FROM views_by_gender_and_category ORDER BY views DESC LIMIT 5'
ask 'SELECT * FROM review_sentiment ORDER BY sentiment'
ask 'SELECT * FROM low_stock ORDER BY stock_quantity, product_id LIMIT 5'
ask 'SELECT * FROM also_bought ORDER BY customers DESC, product_id, recommended LIMIT 5'

heading 'What happened'
ask 'SELECT * FROM failed_payments_by_minute WHERE failed * 2 > purchases ORDER BY window_start LIMIT 5'
ask 'SELECT * FROM bots ORDER BY views DESC, customer_id LIMIT 5'
run "grep '\"type\":\"incident\"' truth.jsonl"

heading 'Every row is accounted for'
ask 'SELECT * FROM millrace.ledger'
run 'millrace reconcile truth.jsonl --table transaction_data --late failed_payments_by_minute'
