#!/bin/bash
# Makes the input once, then runs every benchmark of this folder. ROWS, EVENTS and ROUNDS change sizes and repetitions.
set -euo pipefail
cd "$(dirname "$0")/.."

rows=${ROWS:-3000000}
events=.deps/bench/events-$rows
if [ ! -d "$events" ]; then
  echo "making $rows events in $events"
  mkdir -p "$events.tmp"
  python3 Benchmarks/events.py "$events.tmp" "$rows"
  mv "$events.tmp" "$events"
fi
scripts/python.sh Benchmarks/minute_count.py .build/release/millrace "$events" "${ROUNDS:-5}"
scripts/python.sh Benchmarks/generator.py .build/release/millrace "${EVENTS:-2000000}"
