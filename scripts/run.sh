#!/usr/bin/env bash
# Runs Tocsin with demo data, says what to try, and stops it cleanly on Ctrl-C.
#   scripts/run.sh [BINARY]     PORT (8080) and DATA (data) may come from the environment.
set -euo pipefail
cd "$(dirname "$0")/.."

binary=${1:-build/release/main/tocsin}
port=${PORT:-8080}
data=${DATA:-data}
url=http://127.0.0.1:$port

die() {
  echo "run.sh: $*" >&2
  exit 1
}

[[ -x $binary ]] || die "there is no program $binary; 'make build' makes it"
if (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
  die "port $port is taken by another program; try: PORT=$((port + 1)) make run"
fi

"$binary" serve --listen "127.0.0.1:$port" --data "$data" &
server=$!
trap 'kill -TERM "$server" 2>/dev/null || true' INT TERM EXIT

until curl -fs -o /dev/null "$url/readyz"; do
  kill -0 "$server" 2>/dev/null || die "Tocsin did not start; it says why above"
  sleep 0.1
done

put() {
  local answer
  answer=$(curl -sS --fail-with-body -X PUT "$url/v1/$1" --json "$2") ||
    die "PUT /v1/$1 was refused: $answer"
}

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

# The demo's event; the actions of an alert differ in nothing else.
event() {
  echo "curl $url/v1/events --json '{\"event_manager_id\": \"team-payments\"," \
    "\"dedupKey\": \"checkout-1\", \"action\": \"$1\", \"summary\": \"Checkout fails\"," \
    "\"severity\": \"critical\", \"class\": \"checkout\"}'"
}

cat <<END

Tocsin runs at $url with demo data in $data/. Try these in another terminal:

1. Something breaks. The first line is paged here at once, and the second line 30 s later.

   $(event trigger)

2. Somebody takes it. Done within the 30 s, the second line is never paged.

   $(event acknowledge)

3. It is over: the alert is resolved, the service is healthy again.

   $(event resolve)

What happened, when, why and by whom: $url/v1/alerts/checkout-1/timeline
Ctrl-C stops Tocsin. Pages appear below.

END

# A signal ends the wait, not the server: it first answers what it has taken.
status=0
while kill -0 "$server" 2>/dev/null; do
  wait "$server" && status=0 || status=$?
done
trap - EXIT
exit "$status"
