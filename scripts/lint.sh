#!/usr/bin/env bash
# Checks the format, the English and, with clang-tidy, all sources of the program.
set -euo pipefail
cd "$(dirname "$0")/.."

status=0
git ls-files '*.cpp' '*.hpp' | xargs clang-format --dry-run --Werror || status=1
scripts/check_words.py || status=1

cmake --preset tidy >/dev/null
echo "== clang-tidy"
run-clang-tidy -p build/tidy -j 2 -quiet '^((?!/schemas/|/cmake/).)*$' >build/tidy/report 2>/dev/null || {
  grep -E -A 3 '(error|warning): ' build/tidy/report || cat build/tidy/report
  status=1
}
exit "$status"
