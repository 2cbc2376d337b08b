#pragma once

#include <cstddef>
#include <cstdint>
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

// Counts log lines, and opens an alert where a rule's threshold is exceeded. An alert and the
// windows of its service are stored together. Lines stay counted if an alert cannot be opened,
// which is reported: sending them again counts them twice. Lines of a batch that was counted before
// count as counted, and change nothing.
class EvaluateLogRules {
 public:
  // All lines are of one tenant.
  struct Command {
    std::vector<domain::LogEntry> lines;
    std::string by;                           // the sender
    std::optional<std::uint64_t> batch = {};  // of lines that may come again, see BatchReceipt

    // Returns how many ordinary commands it counts as in the limits of the queue.
    std::size_t weight() const { return 1 + lines.size() / 20; }
  };

  struct Outcome {
    std::size_t counted = 0;
    std::size_t late = 0;  // too late for the window of a rule that evaluates them

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
  // A window and the state of its alert before this command.
  using Before = std::pair<domain::LogWindow*, domain::OptionalBox<domain::RaisedLogAlert>>;

  // The traces of a command so far.
  struct Trail {
    std::vector<Before> raised;
    std::vector<domain::ServiceLog*> counted;  // some more than once
  };

  // A service whose lines are being counted: it has no log if no rule evaluates it, or if the limit
  // of tracked services is reached.
  struct Followed {
    std::string_view service;
    domain::ServiceLog* log = nullptr;
    bool has_rules = false;
    bool has_counted = false;  // these lines, when they came before
  };

  Result<Outcome> evaluate(const Scope& scope,
                           const Command& command,
                           const CompiledLogRules::List& rules,
                           domain::Time now,
                           Trail& trail);
  Followed follow(const domain::LogEntry& line,
                  const CompiledLogRules::List& rules,
                  std::optional<std::uint64_t> batch,
                  domain::Time now);
  void note_uncounted(const Followed& followed, Outcome& answer);
  void note_repeated(Outcome& answer);
  void note(const domain::LogCount& count, Outcome& answer);
  Result<Done> raise(const Scope& scope,
                     const std::vector<domain::LogAlarm>& alarms,
                     domain::ServiceLog& log,
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
