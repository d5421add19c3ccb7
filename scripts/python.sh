#!/usr/bin/env bash
# Runs Python in .deps/python, a virtual environment with what tests and benchmarks need: DuckDB, the oracle, pytest, and
# Faker, the generator's peer.
# Made when first needed, or when a pinned version below changes.  scripts/python.sh SCRIPT [ARGUMENT…]
set -euo pipefail

duckdb=2.0.0
pytest=9.2.0
faker=40.54.0

folder=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)/.deps/python
stamp=$folder/duckdb-$duckdb-pytest-$pytest-faker-$faker
if [[ ! -e $stamp ]]; then
  command -v python3 >/dev/null || {
    echo "python.sh: python3 is needed: apt-get install python3 python3-venv" >&2
    exit 1
  }
  echo "python.sh: making .deps/python with DuckDB $duckdb, pytest $pytest and Faker $faker" >&2
  rm -rf "$folder"
  mkdir -p "$(dirname "$folder")"
  python3 -m venv "$folder"
  "$folder/bin/pip" install --quiet --disable-pip-version-check \
    "duckdb==$duckdb" "pytest==$pytest" "faker==$faker" >&2
  : >"$stamp"
fi
exec "$folder/bin/python" "$@"
