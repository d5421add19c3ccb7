#!/usr/bin/env bash
# Puts what `millrace help functions`, `connectors` and `scenarios` print into the pages of docs, between their markers.
set -euo pipefail
cd "$(dirname "$0")/.."

made=$(mktemp)
trap 'rm -f "$made" "$made.part"' EXIT
for part in functions:functions connectors:sql scenarios:scenarios; do
  topic=${part%:*} page=docs/${part#*:}.md
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
