#include "application/logs/evaluate_log_rules.hpp"

#include <algorithm>

#include "domain/logs/log_alert.hpp"

namespace tocsin::application {

using domain::LogEntry;
using domain::Time;
using ports::Counter;

Result<EvaluateLogRules::Outcome> EvaluateLogRules::handle(const Command& command) {
  if (command.lines.empty()) return Outcome{};

  Transaction transaction{around_.work};
  const auto rules = compiled_rules_.of(command.lines.front().tenant);
  if (!rules) return Failure{rules.error()};

  Trail trail;
  const auto now = around_.clock.now();
  auto answer = evaluate(transaction, command, *rules, now, trail);
  if (answer) answer = transaction.commit(*answer);
  if (!answer) {
    // The alerts are rolled back, so the windows must be able to open them again.
    for (auto before = trail.raised.rbegin(); before != trail.raised.rend(); ++before)
      before->first->reset(std::move(before->second));
    return answer;
  }
  if (command.batch) {
    for (auto* const log : trail.counted) {
      if (!log->has_counted(*command.batch, now)) log->add_receipt({*command.batch, now});
    }
  }
  return answer;
}

Result<EvaluateLogRules::Outcome> EvaluateLogRules::evaluate(const Scope& scope,
                                                             const Command& command,
                                                             const CompiledLogRules::List& rules,
                                                             Time now,
                                                             Trail& trail) {
  Outcome answer;
  std::optional<Followed> followed;
  std::vector<domain::LogAlarm> alarms;
  for (const auto& line : command.lines) {
    // Most lines come after one of the same service.
    if (!followed || followed->service != line.service) {
      followed = follow(line, rules, command.batch, now);
      if (followed->log != nullptr) trail.counted.push_back(followed->log);
    }
    auto* const log = followed->log;
    if (log == nullptr) {
      note_uncounted(*followed, answer);
      continue;
    }
    if (followed->has_counted) {
      note_repeated(answer);
      continue;
    }
    note(log->count(line, now, alarms), answer);
    const auto done = raise(scope, alarms, *log, line, command.by, now, trail.raised);
    if (!done) return Failure{done.error()};
    alarms.clear();
  }
  return answer;
}

// Returns the log of the line's service. A service that no rule evaluates uses no memory.
EvaluateLogRules::Followed EvaluateLogRules::follow(const LogEntry& line,
                                                    const CompiledLogRules::List& rules,
                                                    std::optional<std::uint64_t> batch,
                                                    Time now) {
  Followed followed{line.service, ports_.log_windows.find(line.tenant, line.service), true};
  if (followed.log == nullptr) {
    followed.has_rules = std::any_of(rules->begin(), rules->end(), [&](const auto& rule) {
      return rule->looks_at(line.service);
    });
    if (followed.has_rules)
      followed.log = ports_.log_windows.find_or_make(line.tenant, line.service);
  }
  if (followed.log == nullptr) return followed;
  followed.log->follow(rules);
  followed.has_counted = batch && followed.log->has_counted(*batch, now);
  ports_.log_windows.changed(*followed.log);
  return followed;
}

void EvaluateLogRules::note_uncounted(const Followed& followed, Outcome& answer) {
  if (followed.has_rules) {
    around_.metrics.count(Counter::log_lines_without_room);
  } else {
    ++answer.counted;
  }
}

void EvaluateLogRules::note_repeated(Outcome& answer) {
  ++answer.counted;
  around_.metrics.count(Counter::log_lines_repeated);
}

void EvaluateLogRules::note(const domain::LogCount& count, Outcome& answer) {
  if (count.late) {
    ++answer.late;
    around_.metrics.count(Counter::log_lines_late);
  } else {
    ++answer.counted;
  }
  if (count.without_room) around_.metrics.count(Counter::log_lines_without_room);
  for (std::size_t times = 0; times < count.deduplicated; ++times)
    around_.metrics.count(Counter::alerts_deduplicated);
  for (std::size_t times = 0; times < count.without_group; ++times)
    around_.metrics.count(Counter::log_lines_without_group);
}

Result<Done> EvaluateLogRules::raise(const Scope& scope,
                                     const std::vector<domain::LogAlarm>& alarms,
                                     domain::ServiceLog& log,
                                     const LogEntry& line,
                                     const std::string& by,
                                     Time now,
                                     std::vector<Before>& raised) {
  for (const auto& alarm : alarms) {
    const auto& rule = alarm.compiled->rule();
    const auto raised_by = "alert rule " + rule.id.value + " in lines of " + by;
    const auto answer =
        raiser_.raise(scope, alert_event(alarm, line), {line.service}, raised_by, now);
    if (!answer) return Failure{answer.error()};
    auto& window = *alarm.window;
    raised.emplace_back(&window, window.raise(alarm.crossing, answer->alert, rule.severity));
    ports_.log_windows.write(log);
    ports_.log_windows.settle_by(log, *window.quiet_at(*alarm.compiled));
  }
  return Done{};
}

}  // namespace tocsin::application
