#!/usr/bin/env bash
# Builds with coverage, runs all tests, and holds the figures against their gates. The core has gates
# of its own, met by its unit tests alone, or it would live on the tests of the adapters.
set -euo pipefail
CDPATH="" cd "$(dirname "$0")/.."

echo "== build"
cmake --preset coverage >/dev/null
cmake --build --preset coverage

# gcovr reads the notes of each object, and fails on those of objects that are not built any more.
LC_ALL=C comm -23 \
  <(cd build/coverage && find . -name '*.gcno' -printf '%P\n' | sed 's/\.gcno$//' | LC_ALL=C sort) \
  <(ninja -C build/coverage -t targets all | sed -n 's/\.\(o\|gch\): .*//p' | LC_ALL=C sort) |
  sed 's|.*|build/coverage/&.gcno|' | xargs -r -d '\n' rm -f

echo "== tests"
find build/coverage -name '*.gcda' -delete
ctest --preset coverage --label-exclude e2e --parallel 2
echo "== coverage of domain, ports and application"
mkdir -p coverage/report
gcovr --config coverage/core.cfg --html-details coverage/report/core.html

echo "== end to end"
ctest --preset coverage --label-regex e2e --parallel 2
echo "== coverage of the adapters"
gcovr --config coverage/adapters.cfg --html-details coverage/report/adapters.html
