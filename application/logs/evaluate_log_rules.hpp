#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "application/alerting/raise_alert.hpp"
#include "application/logs/compiled_log_rules.hpp"
#include "domain/kernel/result.hpp"
#include "domain/logs/log_entry.hpp"
#include "domain/logs/service_log.hpp"
#include "ports/kernel/clock.hpp"
#include "ports/kernel/metrics.hpp"
#include "ports/logs/log_windows.hpp"
#include "ports/store/unit_of_work.hpp"

namespace tocsin::application {

// Lines of logs come in: they are counted, and what is more than a rule allows makes an alert. An
// alert and the windows of its service are kept together. Lines stay counted when an alert cannot
// be raised, which is told: whoever sends them again has them counted twice.
class EvaluateLogRules {
 public:
  // All of one tenant.
  struct Command {
    std::vector<domain::LogEntry> lines;
    std::string by;  // who has sent them

    // How many ordinary commands it counts as where those that wait are bounded.
    std::size_t weight() const { return 1 + lines.size() / 20; }
  };

  struct Answer {
    std::size_t counted = 0;
    std::size_t late = 0;  // too late for the window of a rule that looks at them

    bool operator==(const Answer&) const = default;
  };

  EvaluateLogRules(ports::UnitOfWork& work,
                   CompiledLogRules& rules,
                   ports::LogWindows& windows,
                   RaiseAlert& raise_alert,
                   ports::Metrics& metrics,
                   const ports::Clock& clock);

  Result<Answer> operator()(const Command& command);

 private:
  // What a window knew of its alert before this command.
  using Before = std::pair<domain::LogWindow*, domain::OptionalBox<domain::RaisedLogAlert>>;

  // A service of which lines are being counted: it has no log when no rule looks at it, or when
  // there is no room for one.
  struct Followed {
    std::string_view service;
    domain::ServiceLog* log = nullptr;
    bool has_rules = false;
  };

  Result<Answer> evaluate(const Command& command,
                          const CompiledLogRules::List& rules,
                          domain::Time now,
                          std::vector<Before>& raised);
  Followed follow(const domain::LogEntry& line, const CompiledLogRules::List& rules);
  void note_uncounted(const Followed& followed, Answer& answer);
  void note(const domain::LogCount& count, Answer& answer);
  Result<Done> raise(const domain::LogAlarm& alarm,
                     const domain::LogEntry& line,
                     const std::string& by,
                     domain::Time now,
                     std::vector<Before>& raised);

  ports::UnitOfWork& work_;
  CompiledLogRules& compiled_rules_;
  ports::LogWindows& windows_;
  RaiseAlert& raise_alert_;
  ports::Metrics& metrics_;
  const ports::Clock& clock_;
};

}  // namespace tocsin::application
