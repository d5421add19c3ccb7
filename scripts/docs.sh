#!/usr/bin/env bash
# Puts what `millrace help functions` and `millrace help connectors` print into docs/sql.md, between its markers.
set -euo pipefail
cd "$(dirname "$0")/.."

page=docs/sql.md
made=$(mktemp)
trap 'rm -f "$made" "$made.part"' EXIT
for topic in functions connectors; do
  .build/debug/millrace help "$topic" >"$made.part"
  awk -v topic="$topic" -v part="$made.part" '
    $0 == "<!-- made from the code: " topic " -->" {
      print; print ""
      while ((getline line < part) > 0) print line
      print ""
      skipping = 1; found = 1
    }
    $0 == "<!-- end: " topic " -->" { skipping = 0 }
    !skipping { print }
    END { if (!found || skipping) exit 1 }' "$page" >"$made" || {
    echo "docs.sh: $page has no markers for $topic" >&2
    exit 1
  }
  cat "$made" >"$page"
done
