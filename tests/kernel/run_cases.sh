#!/bin/sh
# Runs every file of cases in each runtime: run_cases.sh DENO BUN [FILE ...]
# A line "# RUNTIME FILE" goes before the results of each.
cd "$(dirname "$0")" || exit 1
deno=$1 bun=$2
shift 2
each_profile() {
  for profile in profiles/*; do apparmor_parser --Include ../../profiles "$@" "$profile" || exit 1; done
}
each_profile --replace --skip-cache
trap 'each_profile --remove' EXIT
for file; do
  echo "# deno $file"
  timeout 300 "$deno" run -A --quiet --no-config --no-lock runner.ts "$file" || echo "# status $?"
  echo "# bun $file"
  timeout 300 "$bun" runner.ts "$file" || echo "# status $?"
done
