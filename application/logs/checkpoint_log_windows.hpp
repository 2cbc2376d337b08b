#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "application/alerting/alert_resolver.hpp"
#include "application/kernel/surroundings.hpp"
#include "application/kernel/transaction.hpp"
#include "application/logs/compiled_log_rules.hpp"
#include "application/logs/ports.hpp"
#include "domain/kernel/result.hpp"
#include "domain/logs/service_log.hpp"

namespace tocsin::application {

// Writes the counts of log lines to disk once per second, resolves alerts whose rule was quiet for
// long enough, and forgets windows that cannot receive a line any more.
class CheckpointLogWindows {
 public:
  static constexpr std::size_t services_at_a_time = 2'000;

  struct Command {};

  struct Outcome {
    std::size_t resolved = 0;
    std::size_t failed = 0;  // services to be retried in a second
    bool is_done = true;     // nothing is left for another call

    bool operator==(const Outcome&) const = default;
  };

  static constexpr std::string_view name = "checkpoint_log_windows";

  CheckpointLogWindows(LogPorts ports,
                       Surroundings around,
                       CompiledLogRules& rules,
                       AlertResolver& resolver,
                       std::size_t at_a_time = services_at_a_time)
      : ports_(ports),
        around_(around),
        compiled_rules_(rules),
        resolver_(resolver),
        at_a_time_(at_a_time) {}

  Result<Outcome> handle(const Command& command);

 private:
  Result<std::size_t> settle(domain::ServiceLog& log, domain::Time now);
  Result<Done> resolve(const Scope& scope,
                       const domain::ServiceLog& log,
                       const domain::EndedLogAlert& ended,
                       domain::Time now);

  LogPorts ports_;
  Surroundings around_;
  CompiledLogRules& compiled_rules_;
  AlertResolver& resolver_;
  std::size_t at_a_time_;
};

}  // namespace tocsin::application
