#!/usr/bin/env bash
# Gives each fuzz target any bytes that libFuzzer comes upon, for so many seconds each:
#   scripts/fuzz.sh [--seconds N] [TARGET …]
# An input that a target cannot take is kept in build/fuzz/crashes; once it is mended it belongs into
# tests/fuzz/corpus/TARGET, which every build replays.
set -euo pipefail
CDPATH="" cd "$(dirname "$0")/.."

seconds=10
targets=()
while (($#)); do
  case $1 in
    --seconds) seconds=$2; shift 2 ;;
    *) targets+=("$1"); shift ;;
  esac
done
((${#targets[@]})) || mapfile -t targets < <(ls tests/fuzz/corpus)

scripts/setup.sh clang libclang-rt-14-dev

cmake --preset fuzz >/dev/null
cmake --build --preset fuzz --target fuzz
found=$(mktemp -d)
trap 'rm -rf "$found"' EXIT
mkdir -p build/fuzz/crashes

status=0
for target in "${targets[@]}"; do
  mkdir "$found/$target"
  log=$found/$target.log
  crashes=0
  if ! FUZZ_TARGET=$target build/fuzz/tests/fuzz/fuzz -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 \
    -max_len=4096 -print_final_stats=1 -artifact_prefix="build/fuzz/crashes/$target-" \
    "$found/$target" "tests/fuzz/corpus/$target" >"$log" 2>&1; then
    crashes=1
    status=1
    tail -n 60 "$log"
    echo "again: FUZZ_TARGET=$target build/fuzz/tests/fuzz/fuzz build/fuzz/crashes/$target-…"
  fi
  runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
  echo "prove: fuzz $target ${runs:-0} runs in ${seconds} s, $crashes crashes (0)"
done
exit $status
