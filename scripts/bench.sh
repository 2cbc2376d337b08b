#!/bin/sh
# Measures the release build from the outside, and prints one table.
set -eu
CDPATH="" cd "$(dirname "$0")/.."

if ! command -v wrk >/dev/null; then
  echo "bench: wrk is missing; install the package wrk" >&2
  exit 1
fi

cmake --preset release -DTOCSIN_BENCHMARKS=ON >/dev/null
cmake --build --preset release --target tocsin
if [ -d build/release/benchmarks/micro ]; then
  cmake --build --preset release --target micro
  set -- --micro build/release/benchmarks/micro/micro "$@"
fi
exec python3 benchmarks/load --binary build/release/main/tocsin "$@"
