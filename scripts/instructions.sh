#!/usr/bin/env bash
# Counts the instructions of the hot paths and holds them against what was agreed upon: the same
# sources give the same figures, however busy the machine is. --update agrees upon new ones.
set -euo pipefail
cd "$(dirname "$0")/.."

cmake --preset instructions >/dev/null
cmake --build --preset instructions
exec python3 benchmarks/instructions --binary build/instructions/benchmarks/instructions/instructions "$@"
