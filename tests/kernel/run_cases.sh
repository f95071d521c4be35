#!/bin/sh
# Runs files of cases in runtimes: run_cases.sh [deno=PATH] [bun=PATH] [FILE ...]
# A line "# RUNTIME FILE" goes before the results of each, "# audit LINE" lines and one with the
# seconds that it took behind them.
cd "$(dirname "$0")" || exit 1
deno='' bun=''
while :; do
  case $1 in
    deno=*) deno=${1#deno=} ;;
    bun=*) bun=${1#bun=} ;;
    *) break ;;
  esac
  shift
done

each_profile() {
  for profile in profiles/* ../../examples/profiles/*; do
    sh parse.sh --Include ../../profiles "$@" "$profile" || exit 1
  done
}

logged() {
  dmesg | grep -aE 'apparmor="(DENIED|ALLOWED|AUDIT)"'
}

run() {
  name=$1 file=$2
  shift 2
  before=$(logged | wc -l) start=$(date +%s)
  echo "# $name $file"
  timeout 2400 "$@" runner.ts "$file" || echo "# status $?"
  # the kernel's own thread writes the log
  sleep 0.3
  logged | tail -n +$((before + 1)) | sed 's/^/# audit /'
  echo "# seconds $(($(date +%s) - start))"
}

each_profile --replace --skip-cache
trap 'each_profile --remove' EXIT
for file; do
  [ -z "$deno" ] || run deno "$file" "$deno" run -A --quiet --no-config --no-lock
  [ -z "$bun" ] || run bun "$file" "$bun"
done
