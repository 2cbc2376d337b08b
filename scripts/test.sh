#!/usr/bin/env bash
# Everything that must hold: formatting, all tests with their coverage, and the sanitizers.
set -euo pipefail
cd "$(dirname "$0")/.."

echo "== format"
git ls-files '*.cpp' '*.hpp' | xargs clang-format --dry-run --Werror

scripts/coverage.sh
scripts/sanitize.sh
