#!/usr/bin/env bash
# clang-format over all sources, clang-tidy over those of the program.
set -euo pipefail
cd "$(dirname "$0")/.."

git ls-files '*.cpp' '*.hpp' | xargs clang-format --dry-run --Werror
cmake --preset tidy >/dev/null
cmake --build --preset tidy --target tocsin
