#pragma once

#include <string>
#include <variant>

#include "domain/kernel/result.hpp"
#include "domain/workflows/scheduled_job.hpp"
#include "ports/kernel/clock.hpp"
#include "ports/kernel/id_generator.hpp"
#include "ports/store/unit_of_work.hpp"
#include "ports/workflows/scheduled_jobs.hpp"

namespace tocsin::application {

// Somebody wants something done later, or no longer.
class ScheduleJobs {
 public:
  struct Order {
    domain::TenantId tenant;
    std::string by;
    std::variant<domain::ResumeOrder, domain::Signal> what;
    std::variant<domain::Duration, domain::Time> when;  // from now, or at
    std::string queue_name;
  };

  struct Cancellation {
    domain::TenantId tenant;
    domain::ScheduledJobId job;
    std::string by;
  };

  ScheduleJobs(ports::UnitOfWork& work,
               ports::ScheduledJobs& jobs,
               ports::IdGenerator& ids,
               const ports::Clock& clock);

  // A time that is past is now. invalid when it is more than ten years from now.
  Result<domain::ScheduledJob> add(const Order& order);

  // not_found when there is none; conflict when it is done. Again: the same answer.
  Result<domain::ScheduledJob> cancel(const Cancellation& cancellation);

 private:
  ports::UnitOfWork& work_;
  ports::ScheduledJobs& jobs_;
  ports::IdGenerator& ids_;
  const ports::Clock& clock_;
};

}  // namespace tocsin::application
