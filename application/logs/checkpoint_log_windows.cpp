#include "application/logs/checkpoint_log_windows.hpp"

#include <chrono>
#include <utility>

#include "application/kernel/transaction.hpp"

namespace tocsin::application {

using domain::ServiceLog;
using domain::Time;

namespace {

constexpr auto raised_by = "log rules";
constexpr std::chrono::seconds pause_after_failure{1};

}  // namespace

CheckpointLogWindows::CheckpointLogWindows(ports::UnitOfWork& work,
                                           CompiledLogRules& rules,
                                           ports::LogWindows& windows,
                                           ports::AlertRepository& alerts,
                                           ResolveAlert& resolve_alert,
                                           const ports::Clock& clock,
                                           std::size_t at_a_time)
    : work_(work),
      compiled_rules_(rules),
      windows_(windows),
      alerts_(alerts),
      resolve_alert_(resolve_alert),
      clock_(clock),
      at_a_time_(at_a_time) {}

Result<CheckpointLogWindows::Answer> CheckpointLogWindows::operator()(const Command&) {
  const auto now = clock_.now();
  Answer answer;
  for (auto* const log : windows_.take_due(now, at_a_time_)) {
    const auto resolved = settle(*log, now);
    if (resolved) {
      answer.resolved += *resolved;
    } else {
      ++answer.failed;
      windows_.settle_by(*log, now + pause_after_failure);
    }
  }
  const auto left = windows_.write_changed(at_a_time_);
  const auto next = windows_.next_turn();
  answer.is_done = left == 0 && (!next || *next > now);
  return answer;
}

// Alerts that have ended are resolved together with the windows that say so. One service that
// cannot be settled keeps no other from it.
Result<std::size_t> CheckpointLogWindows::settle(ServiceLog& log, Time now) {
  const auto rules = compiled_rules_.of(log.tenant());
  if (!rules) return Failure{rules.error()};
  log.follow(*rules);
  if (log.settle(now)) windows_.changed(log);

  const auto resolved = log.ended().size();
  if (resolved > 0) {
    Transaction transaction{work_};
    for (const auto& ended : log.ended()) {
      const auto done = resolve(log, ended, now);
      if (!done) return Failure{done.error()};
    }
    const auto kept = transaction.commit(Done{});
    if (!kept) return Failure{kept.error()};
    log.clear_ended();
    windows_.write(log);
  }
  if (const auto next = log.settles_at(now)) {
    windows_.settle_by(log, *next);
  } else {
    windows_.forget(log);
  }
  return resolved;
}

Result<Done> CheckpointLogWindows::resolve(const ServiceLog& log,
                                           const domain::EndedLogAlert& ended,
                                           Time now) {
  auto alert = alerts_.get(log.tenant(), ended.alert);
  if (!alert) {
    const bool is_gone = alert.error().kind == ErrorKind::not_found;  // resolved, long ago
    return is_gone ? Result<Done>{Done{}} : Failure{alert.error()};
  }
  const auto outcome = resolve_alert_.resolve(*std::move(alert), ended.why, raised_by, now);
  if (!outcome) return Failure{outcome.error()};
  return Done{};
}

}  // namespace tocsin::application
