#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "application/alerting/alert_raiser.hpp"
#include "application/kernel/surroundings.hpp"
#include "application/kernel/transaction.hpp"
#include "application/logs/compiled_log_rules.hpp"
#include "application/logs/ports.hpp"
#include "domain/kernel/result.hpp"
#include "domain/logs/log_entry.hpp"
#include "domain/logs/service_log.hpp"

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

  struct Outcome {
    std::size_t counted = 0;
    std::size_t late = 0;  // too late for the window of a rule that looks at them

    bool operator==(const Outcome&) const = default;
  };

  static constexpr std::string_view name = "evaluate_log_rules";

  EvaluateLogRules(LogPorts ports,
                   Surroundings around,
                   CompiledLogRules& rules,
                   AlertRaiser& raiser)
      : ports_(ports), around_(around), compiled_rules_(rules), raiser_(raiser) {}

  Result<Outcome> handle(const Command& command);

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

  Result<Outcome> evaluate(const Scope& scope,
                           const Command& command,
                           const CompiledLogRules::List& rules,
                           domain::Time now,
                           std::vector<Before>& raised);
  Followed follow(const domain::LogEntry& line, const CompiledLogRules::List& rules);
  void note_uncounted(const Followed& followed, Outcome& answer);
  void note(const domain::LogCount& count, Outcome& answer);
  Result<Done> raise(const Scope& scope,
                     const domain::LogAlarm& alarm,
                     const domain::LogEntry& line,
                     const std::string& by,
                     domain::Time now,
                     std::vector<Before>& raised);

  LogPorts ports_;
  Surroundings around_;
  CompiledLogRules& compiled_rules_;
  AlertRaiser& raiser_;
};

}  // namespace tocsin::application
