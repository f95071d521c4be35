#!/bin/sh
# Runs every file of cases in each runtime: run_cases.sh DENO BUN [FILE ...]
# A line "# RUNTIME FILE" goes before the results of each, "# audit LINE" lines behind them.
cd "$(dirname "$0")" || exit 1
deno=$1 bun=$2
shift 2

each_profile() {
  for profile in profiles/* ../../examples/profiles/*; do
    apparmor_parser --Include ../../profiles "$@" "$profile" || exit 1
  done
}

logged() {
  dmesg | grep -aE 'apparmor="(DENIED|ALLOWED|AUDIT)"'
}

run() {
  name=$1 file=$2
  shift 2
  before=$(logged | wc -l)
  echo "# $name $file"
  timeout 1200 "$@" runner.ts "$file" || echo "# status $?"
  # the kernel's own thread writes the log
  sleep 0.3
  logged | tail -n +$((before + 1)) | sed 's/^/# audit /'
}

each_profile --replace --skip-cache
trap 'each_profile --remove' EXIT
for file; do
  run deno "$file" "$deno" run -A --quiet --no-config --no-lock
  run bun "$file" "$bun"
done
