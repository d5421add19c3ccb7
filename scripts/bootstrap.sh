#!/usr/bin/env bash
# Installs what Millrace builds with: Debian packages; checks Swift and the processor.
# Safe to run any number of times: when nothing is missing it asks dpkg once and ends.
set -euo pipefail

packages=(
  g++ make pkg-config
  libpg-query-dev libprotobuf-c-dev libsqlite3-dev libsimdjson-dev
  zlib1g-dev libzstd-dev libcctz-dev libedit-dev libyaml-dev libpcre2-dev libmd-dev libjs-chart.js tzdata
  python3 python3-venv zstd postgresql  # the oracle and the end-to-end tests
)
swift_minimum=6.1

fail() {
  printf 'bootstrap: %s\n' "$@" >&2
  exit 1
}

check_processor() {
  [[ $(uname -s) == Linux ]] || fail "Millrace runs on Linux; this is $(uname -s)."
  [[ $(uname -m) != x86_64 ]] || grep -qw avx2 /proc/cpuinfo \
    || fail "this processor has no AVX2, which the JSON decoder needs (Intel since 2013, AMD since 2015)."
}

missing_packages() {
  local installed
  installed=$(dpkg-query -W -f '${db:Status-Status} ${Package}\n' "${packages[@]}" 2>/dev/null || true)
  for package in "${packages[@]}"; do
    grep -qx "installed $package" <<<"$installed" || printf '%s\n' "$package"
  done
}

install_packages() {
  local as_root=()
  if [[ $EUID -ne 0 ]]; then
    command -v sudo >/dev/null || fail "these packages are missing: $*" \
      "Install them as root: apt-get install $*"
    as_root=(sudo)
  fi
  echo "bootstrap: installing $*" >&2
  # Tests start PostgreSQL servers of their own: where Debian's is new here, its package is not to make one.
  if [[ ! -e /etc/postgresql-common/createcluster.conf ]]; then
    "${as_root[@]}" mkdir -p /etc/postgresql-common
    echo 'create_main_cluster = false' \
      | "${as_root[@]}" tee /etc/postgresql-common/createcluster.conf >/dev/null
  fi
  install=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive UCF_FORCE_CONFFOLD=1
    apt-get install --yes --no-install-recommends --quiet "$@")
  # A list of packages that is there may be good enough; only if it is not, a new one is fetched.
  "${install[@]}" >/dev/null 2>&1 && return
  "${as_root[@]}" apt-get update --quiet >&2
  "${install[@]}" >&2
}

check_swift() {
  local how="Get it from https://www.swift.org/install/linux/ and put its usr/bin on PATH."
  command -v swift >/dev/null || fail "Swift $swift_minimum or newer is needed and was not found." "$how"
  # Asking swift itself takes half a second; its answer holds as long as the binary is the same.
  local binary stamp version
  binary=$(readlink -f "$(command -v swift)")
  stamp=.deps/swift-$(stat -c '%Y-%s-%i' "$binary")
  [[ ! -e $stamp ]] || return 0
  version=$(swift --version 2>/dev/null | sed -n 's/.*Swift version \([0-9][0-9.]*\).*/\1/p' | head -1)
  [[ -n $version ]] || fail "'swift --version' gives no version." "$how"
  [[ $(printf '%s\n' "$swift_minimum" "$version" | sort -V | head -1) == "$swift_minimum" ]] \
    || fail "Swift $swift_minimum or newer is needed; this is $version." "$how"
  mkdir -p .deps
  rm -f .deps/swift-*
  : >"$stamp"
}

cd "$(dirname "${BASH_SOURCE[0]}")/.."
check_processor
command -v dpkg-query >/dev/null \
  || fail "this is no Debian or Ubuntu: install what these packages hold by hand: ${packages[*]}"
mapfile -t missing < <(missing_packages)
[[ ${#missing[@]} -eq 0 ]] || install_packages "${missing[@]}"
check_swift
