#!/usr/bin/env bash
# Everything that must hold: formatting, the layer rule, all tests, end to end too, and coverage.
set -euo pipefail
cd "$(dirname "$0")/.."

echo "== format"
git ls-files '*.cpp' '*.hpp' | xargs clang-format --dry-run --Werror

scripts/coverage.sh

echo "== end to end"
ctest --preset coverage --label-regex e2e

echo "== sanitizers"
scripts/sanitize.sh
