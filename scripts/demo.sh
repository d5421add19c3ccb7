#!/usr/bin/env bash
# An example from generated events to reconciled answers: scripts/demo.sh NAME. Everything that it makes lies in
# .millrace-demo. The steps stand in Examples/NAME/demo.sh.
set -euo pipefail
cd "$(dirname "$0")/.."

example=${1:-property-leads}
demo=.millrace-demo
pipeline=../Examples/$example/pipeline.sql
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
ask() { run "millrace query \"$1\""; }

heading 'A folder of its own, anew each time'
run "rm -rf $demo && mkdir $demo && cd $demo"
run 'export PATH="$PWD/../.build/release:$PATH"'

. "../Examples/$example/demo.sh"

heading 'Go on'
cat <<END
cd $demo && export PATH="\$PWD/../.build/release:\$PATH"
millrace query              a prompt; \\d lists what can be asked
millrace help               all commands
$pipeline   the pipeline: change it and run it again
END
