#!/usr/bin/env bash
# Flips what the core decides, a mutant at a time, and asks the unit tests whether they notice; the options are
# those of tests/mutation: --sample N (default 400), --all, --seed N, --only domain/alert.
set -euo pipefail
CDPATH="" cd "$(dirname "$0")/.."

scripts/setup.sh python3-clang-14 libclang-common-14-dev

cmake --preset dev >/dev/null
cmake --build --preset dev --target domain_tests application_tests
exec /usr/bin/python3 tests/mutation build/dev "$@"
