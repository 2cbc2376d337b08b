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
    std::variant<domain::Duration, domain::Time> when;  // a delay from now, or a time
    std::string queue_name;
  };
  using Outcome = domain::ScheduledJob;

  static constexpr std::string_view name = "schedule_job";

  ScheduleJob(WorkflowPorts ports, Surroundings around) : ports_(ports), around_(around) {}

  // Treats a time in the past as now. Fails with invalid if the time is more than ten years from
  // now.
  Result<Outcome> handle(const Command& command);

 private:
  WorkflowPorts ports_;
  Surroundings around_;
};

}  // namespace tocsin::application
