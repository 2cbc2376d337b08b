#!/usr/bin/env bash
# Checks the format, the English and, with clang-tidy, all sources of the program.
set -euo pipefail
CDPATH="" cd "$(dirname "$0")/.."

mapfile -d '' sources < <(git ls-files -z '*.cpp' '*.hpp')
if ! ((${#sources[@]})); then
  echo "lint.sh: git lists no sources; run it in a clone" >&2
  exit 2
fi

status=0
clang-format --dry-run --Werror "${sources[@]}" || status=1
scripts/check_words.py || status=1

cmake --preset tidy >/dev/null
echo "== clang-tidy"
run-clang-tidy -p build/tidy -j 2 -quiet '^((?!/schemas/|/cmake/).)*$' >build/tidy/report 2>/dev/null || {
  grep -E -A 3 '(error|warning): ' build/tidy/report || cat build/tidy/report
  status=1
}
exit "$status"
