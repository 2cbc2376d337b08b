#!/usr/bin/env bash
# Builds with coverage, runs all tests, and holds the figures against their gates. The core has gates
# of its own, met by its unit tests alone, or it would live on the tests of the adapters.
set -euo pipefail
cd "$(dirname "$0")/.."

echo "== build"
cmake --preset coverage >/dev/null
cmake --build --preset coverage

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
