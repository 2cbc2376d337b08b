#!/usr/bin/env bash
# All tests under AddressSanitizer and UBSan, and those with more than one thread under
# ThreadSanitizer.
set -euo pipefail
CDPATH="" cd "$(dirname "$0")/.."

for preset in asan tsan; do
  echo "== $preset"
  cmake --preset "$preset" >/dev/null
done
cmake --build --preset asan
ctest --preset asan --label-exclude e2e --parallel 2

cmake --build --preset tsan --target concurrent_tests
ctest --preset tsan --label-regex concurrent --parallel 2
