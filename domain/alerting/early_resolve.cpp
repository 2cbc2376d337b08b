#include "domain/alerting/early_resolve.hpp"

namespace tocsin::domain {

bool overtook(const EarlyResolve& resolve, Time trigger_occurred_at, Time now) {
  if (now - resolve.received_at >= EarlyResolve::remembered_for) return false;
  return trigger_occurred_at <= resolve.occurred_at + EarlyResolve::tolerance;
}

bool is_stale(Time resolve_occurred_at, Time trigger_occurred_at) {
  return resolve_occurred_at + EarlyResolve::tolerance < trigger_occurred_at;
}

}  // namespace tocsin::domain
