#!/usr/bin/env bash
# Runs the Swift tests and says what failed once more at the end, where thousands of lines about what passed do not hide it.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
log=$(mktemp)
trap 'rm -f "$log"' EXIT
status=0
"${SWIFT:-swift}" test --disable-xctest "$@" 2>&1 | tee "$log" || status=$?
if [ "$status" -ne 0 ]; then
  printf '\nWhat failed:\n'
  grep -A 3 -E 'recorded an issue|error:|Fatal error|signal code' "$log" | grep -vE '^(✔|◇|--)' | head -n 15 || true
fi
exit "$status"
