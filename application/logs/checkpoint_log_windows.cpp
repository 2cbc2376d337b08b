#include "application/logs/checkpoint_log_windows.hpp"

#include <chrono>
#include <utility>

namespace tocsin::application {

using domain::ServiceLog;
using domain::Time;

namespace {

constexpr auto resolved_by = "alert rules";
constexpr std::chrono::seconds pause_after_failure{1};

}  // namespace

Result<CheckpointLogWindows::Outcome> CheckpointLogWindows::handle(const Command&) {
  const auto now = around_.clock.now();
  Outcome answer;
  for (auto* const log : ports_.log_windows.take_due(now, at_a_time_)) {
    const auto resolved = settle(*log, now);
    if (resolved) {
      answer.resolved += *resolved;
    } else {
      ++answer.failed;
      ports_.log_windows.settle_by(*log, now + pause_after_failure);
    }
  }
  const auto left = ports_.log_windows.write_changed(at_a_time_);
  const auto next = ports_.log_windows.next_turn();
  answer.is_done = left == 0 && (!next || *next > now);
  return answer;
}

// Settles one service. Ended alerts are resolved together with their windows. A service that cannot
// be settled delays no other.
Result<std::size_t> CheckpointLogWindows::settle(ServiceLog& log, Time now) {
  const auto rules = compiled_rules_.of(log.tenant());
  if (!rules) return Failure{rules.error()};
  log.follow(*rules);
  if (log.settle(now)) ports_.log_windows.changed(log);

  const auto resolved = log.ended().size();
  if (resolved > 0) {
    Transaction transaction{around_.work};
    for (const auto& ended : log.ended()) {
      const auto done = resolve(transaction, log, ended, now);
      if (!done) return Failure{done.error()};
    }
    const auto kept = transaction.commit(Done{});
    if (!kept) return Failure{kept.error()};
    log.clear_ended();
    ports_.log_windows.write(log);
  }
  if (const auto next = log.settles_at(now)) {
    ports_.log_windows.settle_by(log, *next);
  } else {
    ports_.log_windows.forget(log);
  }
  return resolved;
}

Result<Done> CheckpointLogWindows::resolve(const Scope& scope,
                                           const ServiceLog& log,
                                           const domain::EndedLogAlert& ended,
                                           Time now) {
  auto alert = ports_.alerts.get(log.tenant(), ended.alert);
  if (!alert) {
    const bool is_gone = alert.error().kind == ErrorKind::not_found;  // resolved, long ago
    return is_gone ? Result<Done>{Done{}} : Failure{alert.error()};
  }
  const auto outcome = resolver_.resolve(scope, *std::move(alert), ended.why, resolved_by, now);
  if (!outcome) return Failure{outcome.error()};
  return Done{};
}

}  // namespace tocsin::application
