#pragma once

#include <string>
#include <string_view>
#include <variant>

#include "application/kernel/surroundings.hpp"
#include "application/workflows/ports.hpp"
#include "domain/kernel/result.hpp"
#include "domain/workflows/scheduled_job.hpp"

namespace tocsin::application {

// Schedules a one-time job: to resume or start a run, or to receive a signal.
class ScheduleJob {
 public:
  struct Command {
    domain::TenantId tenant;
    std::string by;
    std::variant<domain::ResumeOrder, domain::Signal> what;
    std::variant<domain::Duration, domain::Time> when;  // from now, or at
    std::string queue_name;
  };
  using Outcome = domain::ScheduledJob;

  static constexpr std::string_view name = "schedule_job";

  ScheduleJob(WorkflowPorts ports, Surroundings around) : ports_(ports), around_(around) {}

  // A time in the past is now. invalid if it is more than ten years from now.
  Result<Outcome> handle(const Command& command);

 private:
  WorkflowPorts ports_;
  Surroundings around_;
};

}  // namespace tocsin::application
