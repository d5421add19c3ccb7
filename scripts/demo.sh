#!/usr/bin/env bash
# The property-leads job from generated events to reconciled answers. Everything that it makes lies in .millrace-demo.
set -euo pipefail
cd "$(dirname "$0")/.."

demo=.millrace-demo
pipeline=../Examples/property-leads/pipeline.sql
if [ ! -x .build/release/millrace ]; then
  echo "demo: .build/release/millrace is missing; 'make build' makes it" >&2
  exit 69
fi

bold='' plain=''
if [ -t 1 ]; then bold=$(printf '\033[1m') plain=$(printf '\033[0m'); fi
heading() { printf '\n%s== %s%s\n' "$bold" "$1" "$plain"; }
# Prints a command as it can be typed, and runs it.
run() {
  printf '%s$ %s%s\n' "$bold" "$1" "$plain"
  eval "$1"
}

heading 'A folder of its own, anew each time'
run "rm -rf $demo && mkdir $demo && cd $demo"
run 'export PATH="$PWD/../.build/release:$PATH"'

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

heading 'Go on'
cat <<END
cd $demo && export PATH="\$PWD/../.build/release:\$PATH"
millrace query              a prompt; \\d lists what can be asked
millrace help               all commands
$pipeline   the pipeline: change a threshold and run it again
END
