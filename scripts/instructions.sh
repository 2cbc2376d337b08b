#!/usr/bin/env bash
# Counts the instructions of the hot paths and holds them against what was agreed upon: the same
# sources give the same figures, however busy the machine is. --update agrees upon new ones. What is
# counted are the objects of the release build, so whoever has that compiles little here.
set -euo pipefail
CDPATH="" cd "$(dirname "$0")/.."

cmake --preset release -DTOCSIN_BENCHMARKS=ON >/dev/null
cmake --build --preset release --target instructions
exec python3 benchmarks/instructions --binary build/release/benchmarks/instructions/instructions "$@"
