# Steps of `make demo`; scripts/demo.sh runs them.

heading 'Two minutes of traffic: 200 000 events, some of them broken, late or doubled, and the truth about them'
run 'millrace generate property-leads --events 200000 --truth truth.jsonl'
run 'millrace topics read events --limit 2'

heading 'Three rules over these events, in SQL: is the file sound?'
run "millrace validate $pipeline"

heading 'Run it to the end of the topic'
run "millrace run $pipeline --until-end"

heading 'Rule 1: users with 9 or more interactions'
run 'millrace topics read paid_user --limit 3'
run "millrace query 'SELECT * FROM paid_users ORDER BY interactions_count DESC, \"user\" LIMIT 3'"

heading 'Rule 2: properties with more than 5 interactions'
run 'millrace topics read property_status --limit 3'
run "millrace query 'SELECT * FROM busy_properties ORDER BY property_interactions_count DESC, property LIMIT 3'"

heading 'Rule 3: users with more than 10 interactions within one minute'
run 'millrace topics read possible_broker_final --limit 3'
run "millrace query 'SELECT * FROM possible_brokers ORDER BY threat_user_interactions DESC, user_id LIMIT 3'"

heading 'Every row is accounted for: read = accepted + rejected + duplicate'
run "millrace query 'SELECT * FROM millrace.ledger'"
run "millrace query 'SELECT rule, count(*) AS records, max(raw_text) AS one_of_them FROM events.rejects GROUP BY rule ORDER BY records DESC, rule'"

heading 'The run held against the truth of its traffic'
run 'millrace reconcile truth.jsonl --answer paid_user=paid_users --answer property_status=busy_properties --answer possible_broker=possible_brokers'
