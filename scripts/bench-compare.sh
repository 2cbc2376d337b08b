#!/usr/bin/env bash
# Measures the release build and Prometheus' Alertmanager in turn on this machine, and prints one
# table. What each figure means: docs/performance.md. Its options go on to benchmarks/compare.
set -euo pipefail
CDPATH="" cd "$(dirname "$0")/.."

scripts/setup.sh prometheus-alertmanager

if [[ ${TOCSIN_BINARY:-} ]]; then
  binary=$TOCSIN_BINARY
else
  cmake --preset release >/dev/null
  cmake --build --preset release --target tocsin
  binary=build/release/main/tocsin
fi
exec python3 benchmarks/compare --binary "$binary" "$@"
