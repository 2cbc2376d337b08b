#!/usr/bin/env bash
# Runs the proofs, all of them or those that are named, and ends with a table of their figures, each
# beside its gate. A proof is one command: it fails on a violation and when a gate is missed, and
# prints its figures as lines that begin with "prove: ". What it said is in build/prove/NAME.log.
set -euo pipefail
CDPATH="" cd "$(dirname "$0")/.."

release=build/release
logs=build/prove
sim=$release/tests/simulation/tocsin-sim
sqlite=$release/tests/simulation/sqlite/tocsin-sim-sqlite
crash="/usr/bin/python3 tests/crash"
export TOCSIN_BINARY=$PWD/$release/main/tocsin TOCSIN_PROVE=1 PYTHONDONTWRITEBYTECODE=1

# NAME=COMMAND. These measure time, and get the machine for themselves.
alone=(
  "overdue_timers=$crash test_overdue_timers"
)
# These may run two at a time; the longest first.
beside=(
  "kill=$crash test_kill"
  "system_calls=$crash test_system_calls"
  "pause=$crash test_pause"
  "clock_moves=$crash test_clock_moves"
  "disk_full=$crash test_disk_full"
  "kill_workflows=$crash test_kill_workflows"
  "kill_deliveries=$crash test_kill_deliveries"
  "kill_logs=$crash test_kill_logs"
  "kill_subscriptions=$crash test_kill_subscriptions"
  "mutation=scripts/mutate.sh"
  "fuzz=scripts/fuzz.sh --seconds 30"
  "power_cuts=$sqlite --recoveries 20000"
  "sqlite_mutants=$sqlite --mutants"
  "api=/usr/bin/python3 tests/api --requests 200"
  "simulation=$sim --seeds 1..10000 --days 0.05 --prove"
  "mutants=$sim --mutants --days 0.1 --most-seeds 200 --prove"
  "traces=same_traces 40"
)

build() {
  cmake --preset release -DTOCSIN_TESTS=ON >/dev/null
  cmake --build --preset release --target tocsin tocsin-sim tocsin-sim-sqlite
  cmake --preset asan >/dev/null
  cmake --build --preset asan --target tocsin-sim
}

# So many seeds twice, and once more where all memory lies elsewhere: each time the same traces.
same_traces() {
  local build runs different
  for build in release release asan; do
    "build/$build/tests/simulation/tocsin-sim" --seeds "1..$1" --days 0.05 | grep 'trace of them all'
  done | tee "$logs/traces"
  runs=$(wc -l <"$logs/traces")
  different=$(sort -u "$logs/traces" | wc -l)
  echo "prove: runs of the same $1 seeds, one under AddressSanitizer $runs (>= 3)"
  echo "prove: different traces of them $different (<= 1)"
  ((runs == 3 && different == 1))
}

run() {
  local name=$1 command=$2 began=$SECONDS
  rm -f "$logs/$name.failed"
  if ! (set -o pipefail; eval "$command") >"$logs/$name.log" 2>&1 </dev/null; then
    touch "$logs/$name.failed"
  fi
  echo "$name: $((SECONDS - began)) s"
}

# Those that were asked for: AT_A_TIME PROOF…
run_all() {
  local at_a_time=$1 proof
  shift
  for proof; do
    is_wanted "${proof%%=*}" || continue
    while (($(jobs -rp | wc -l) >= at_a_time)); do wait -n || true; done
    run "${proof%%=*}" "${proof#*=}" &
  done
  wait
}

is_wanted() { [[ -z $wanted || " $wanted " == *" $1 "* ]]; }

show() {
  local proof name failed=0
  for proof in "${alone[@]}" "${beside[@]}"; do
    name=${proof%%=*}
    is_wanted "$name" || continue
    sed -n "s/^prove: /  /p" "$logs/$name.log"
    [[ -e $logs/$name.failed ]] || continue
    failed=1
    echo "  FAILED: $name, by: ${proof#*=}"
    tail -n 15 "$logs/$name.log" | sed 's/^/    /'
  done
  return "$failed"
}

check_names() {
  local name proofs=" ${alone[*]%%=*} ${beside[*]%%=*} "
  for name; do
    [[ $proofs == *" $name "* ]] && continue
    echo "prove: there is no proof \"$name\"; there are:$proofs" >&2
    return 1
  done
}

wanted=$*
check_names "$@"
mkdir -p "$logs"
echo "== build"
build
echo "== proofs"
run_all 1 "${alone[@]}"
run_all 2 "${beside[@]}"
echo "== figures, after $((SECONDS / 60)) min"
show
