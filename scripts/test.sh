#!/usr/bin/env bash
# The gates of every change: the cost of the hot paths, and all tests with their coverage. The
# sanitizers compile everything twice more and have a command of their own, make sanitize.
set -euo pipefail
CDPATH="" cd "$(dirname "$0")/.."

echo "== instructions"
scripts/instructions.sh

scripts/coverage.sh
