#!/usr/bin/env bash
# Measures what an event costs the release build as it grows, and what a storm does. What each figure
# means: docs/performance.md. Its options go on to benchmarks/growth.
set -euo pipefail
CDPATH="" cd "$(dirname "$0")/.."

if [[ ${TOCSIN_BINARY:-} ]]; then
  binary=$TOCSIN_BINARY
else
  cmake --preset release >/dev/null
  cmake --build --preset release --target tocsin
  binary=build/release/main/tocsin
fi
exec python3 benchmarks/growth --binary "$binary" "$@"
