#!/usr/bin/env bash
# Runs Python in .deps/python, a virtual environment with what tests and benchmarks need: DuckDB, the oracle; pytest; PyYAML,
# which reads scenarios a second way; Faker, the generator's peer; psycopg, which asks PostgreSQL, the other oracle.
# Made when first needed, or when a pinned version below changes.  scripts/python.sh SCRIPT [ARGUMENT…]
set -euo pipefail

packages=(duckdb==2.0.0 pytest==9.2.0 pyyaml==6.0.3 faker==40.54.0 'psycopg[binary]==3.3.9')

folder=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)/.deps/python
stamp=$folder/$(IFS=-; echo "${packages[*]}")
if [[ ! -e $stamp ]]; then
  command -v python3 >/dev/null || {
    echo "python.sh: python3 is needed: apt-get install python3 python3-venv" >&2
    exit 1
  }
  echo "python.sh: making .deps/python with ${packages[*]}" >&2
  rm -rf "$folder"
  mkdir -p "$(dirname "$folder")"
  python3 -m venv "$folder"
  "$folder/bin/pip" install --quiet --disable-pip-version-check "${packages[@]}" >&2
  : >"$stamp"
fi
exec "$folder/bin/python" "$@"
