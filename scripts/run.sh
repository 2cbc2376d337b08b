#!/usr/bin/env bash
# Runs Tocsin with demo data.
#   scripts/run.sh [BINARY]               in the foreground; Ctrl-C stops it
#   scripts/run.sh --background [BINARY]  in the background; its log is build/demo/log
#   scripts/run.sh --stop                 stops the background run
#   scripts/run.sh --clean                removes the demo data
# Environment: PORT (8080), DATA (data). Default BINARY: build/release/main/tocsin
set -euo pipefail

die() {
  echo "run.sh: $*" >&2
  exit 1
}

mode=foreground
case ${1:-} in --background | --stop | --clean) mode=${1#--}; shift ;; esac
# Paths that you give are relative to your directory, the defaults to the repository.
binary=${1:+$(realpath -m "$1")}
data=${DATA:+$(realpath -m "$DATA")}
CDPATH="" cd "$(dirname "$0")/.."
binary=${binary:-build/release/main/tocsin}
data=${data:-data}
port=${PORT:-8080}
url=http://127.0.0.1:$port
pid_file=build/demo/pid
log=build/demo/log

# When the process started, in ticks since boot; nothing if it has ended. A process id may be used
# again, but not with the same start. A zombie has ended: a container may have nobody to reap it.
began() {
  local stat fields
  stat=$(cat "/proc/$1/stat" 2>/dev/null) || return 1
  read -ra fields <<<"${stat##*) }"
  [[ ${fields[0]} != [ZX] ]] && echo "${fields[19]}"
}

# The process id of the background run, unless it has ended.
background() {
  local pid start
  read -r pid start 2>/dev/null <"$pid_file" || return 1
  [[ $pid =~ ^[0-9]+$ && $start && $(began "$pid") == "$start" ]] && echo "$pid"
}

# Whether the process listens on the port: another one may have taken it meanwhile.
listens() {
  local inode
  inode=$(awk -v port="$(printf ':%04X$' "$port")" '$2 ~ port && $4 == "0A" {print $10}' /proc/net/tcp)
  [[ $inode ]] && find "/proc/$1/fd" -lname "socket:\[$inode\]" 2>/dev/null | grep -q .
}

# To the demo server only: neither a proxy nor ~/.curlrc has a say.
ask() { curl -q --noproxy '*' --max-time 30 "$@"; }

stop() {
  local pid
  if pid=$(background); then
    kill -TERM "$pid"
    for ((waited = 0; waited < 300; ++waited)); do
      background >/dev/null || break
      sleep 0.1
    done
    ! background >/dev/null || die "process $pid does not end; see $log"
    echo "run.sh: stopped"
  else
    echo "run.sh: no background run"
  fi
  rm -f "$pid_file"
}

# Only files of Tocsin, so that a wrong DATA costs nothing else.
clean() {
  [[ -d $data ]] || return 0
  if [[ -e $data/tocsin.lock ]] && ! flock --nonblock "$data/tocsin.lock" true; then
    die "$data is in use; run 'make stop', or press Ctrl-C in the terminal of 'make run'"
  fi
  rm -f "$data"/tocsin.db{,-wal,-shm,-journal} "$data/tocsin.lock"
  rmdir --ignore-fail-on-non-empty "$data"
}

start() {
  [[ -x $binary ]] || die "$binary not found; run 'make build'"
  if (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
    die "port $port is in use; choose another one: PORT=$((port + 1)) make run"
  fi

  local serve=("$binary" serve --listen "127.0.0.1:$port" --data "$data")
  if [[ $mode == background ]]; then
    mkdir -p build/demo
    setsid "${serve[@]}" >"$log" 2>&1 </dev/null &
    server=$!
    echo "$server $(began "$server")" >"$pid_file"
  else
    "${serve[@]}" &
    server=$!
  fi
  trap 'kill -TERM "$server" 2>/dev/null || true' INT TERM EXIT

  until listens "$server" && ask -fs -o /dev/null "$url/readyz"; do
    if ! began "$server" >/dev/null; then
      [[ $mode == foreground ]] || cat "$log" >&2
      die "Tocsin did not start (output above)"
    fi
    sleep 0.1
  done
}

put() {
  local answer
  answer=$(ask -sS --fail-with-body -X PUT "$url/v1/$1" --json "$2") ||
    die "PUT /v1/$1 failed: $answer"
}

configure() {
  put escalation-policies/payments '{
    "name": "Payments, around the clock",
    "acknowledgement_delay": "30s",
    "levels": [
      {"targets": [{"id": "first-line", "type": "console"}]},
      {"targets": [{"id": "second-line", "type": "console"}]}
    ]
  }'
  put services/payments '{"name": "Payments", "escalation_policy_id": "payments"}'
  put grouping-rules/by-class '{"name": "By class", "grouping_key": "class", "time_window": "30m"}'
  put event-managers/team-payments '{
    "name": "Team Payments",
    "grouping_rule_id": "by-class",
    "service_id": "payments"
  }'
}

# The demo events differ only in their action.
event() {
  echo "curl $url/v1/events --json '{\"event_manager_id\": \"team-payments\"," \
    "\"dedup_key\": \"checkout-1\", \"action\": \"$1\", \"summary\": \"Checkout fails\"," \
    "\"severity\": \"critical\", \"class\": \"checkout\"}'"
}

explain() {
  cat <<END

Tocsin runs at $url with demo data in $data/. Try these commands in another terminal:

1. Something breaks. The first line is paged immediately, the second line 30 seconds later.

   $(event trigger)

2. Someone acknowledges. Paging stops.

   $(event acknowledge)

3. It is fixed. The alert is resolved and the service is healthy again.

   $(event resolve)

Who was paged, when and why: $url/v1/alerts/checkout-1/timeline
END
}

case $mode in
  stop) stop; exit 0 ;;
  clean) clean; exit 0 ;;
  background)
    ! background >/dev/null || die "a background run exists already; run 'make stop' first"
    ;;
esac

start
configure
explain

if [[ $mode == background ]]; then
  trap - EXIT
  echo "Pages appear in $log. To stop Tocsin, run 'make stop'."
  exit 0
fi

printf 'Pages appear below. Press Ctrl-C to stop Tocsin.\n\n'
# A signal ends the wait, not the server: the server answers the accepted requests first.
status=0
while kill -0 "$server" 2>/dev/null; do
  wait "$server" && status=0 || status=$?
done
trap - EXIT
exit "$status"
