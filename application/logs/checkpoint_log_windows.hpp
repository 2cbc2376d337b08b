#pragma once

#include <cstddef>
#include <string>

#include "application/alerting/resolve_alert.hpp"
#include "application/logs/compiled_log_rules.hpp"
#include "domain/kernel/result.hpp"
#include "domain/logs/service_log.hpp"
#include "ports/alerting/alert_repository.hpp"
#include "ports/kernel/clock.hpp"
#include "ports/logs/log_windows.hpp"
#include "ports/store/unit_of_work.hpp"

namespace tocsin::application {

// Once a second: what log lines have added up to goes to the disk, alerts whose rule was quiet for
// long enough are resolved, and what no line can come for any more is forgotten.
class CheckpointLogWindows {
 public:
  static constexpr std::size_t services_at_a_time = 2'000;

  struct Command {};

  struct Answer {
    std::size_t resolved = 0;
    std::size_t failed = 0;  // services that are looked at again in a second
    bool is_done = true;     // nothing is left for another go

    bool operator==(const Answer&) const = default;
  };

  CheckpointLogWindows(ports::UnitOfWork& work,
                       CompiledLogRules& rules,
                       ports::LogWindows& windows,
                       ports::AlertRepository& alerts,
                       ResolveAlert& resolve_alert,
                       const ports::Clock& clock,
                       std::size_t at_a_time = services_at_a_time);

  Result<Answer> operator()(const Command& command);

 private:
  Result<std::size_t> settle(domain::ServiceLog& log, domain::Time now);
  Result<Done> resolve(const domain::ServiceLog& log,
                       const domain::EndedLogAlert& ended,
                       domain::Time now);

  ports::UnitOfWork& work_;
  CompiledLogRules& compiled_rules_;
  ports::LogWindows& windows_;
  ports::AlertRepository& alerts_;
  ResolveAlert& resolve_alert_;
  const ports::Clock& clock_;
  std::size_t at_a_time_;
};

}  // namespace tocsin::application
