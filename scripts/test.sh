#!/usr/bin/env bash
# What must hold of every change: formatting, what the hot paths cost, and all tests with their
# coverage. The sanitizers, which compile everything twice more, are a proof of their own: make
# sanitize.
set -euo pipefail
cd "$(dirname "$0")/.."

echo "== format"
git ls-files '*.cpp' '*.hpp' | xargs clang-format --dry-run --Werror

echo "== instructions"
scripts/instructions.sh

scripts/coverage.sh
