#pragma once

#include <cstddef>
#include <memory>
#include <string>

#include "adapters/writer/commands.hpp"
#include "adapters/writer/source.hpp"
#include "application/workflows/advance_runs.hpp"
#include "application/workflows/fire_jobs.hpp"
#include "application/workflows/look_at_watches.hpp"
#include "ports/kernel/clock.hpp"
#include "ports/workflows/runs.hpp"
#include "ports/workflows/scheduled_jobs.hpp"
#include "ports/workflows/watches.hpp"

namespace tocsin::adapters::writer {

// Turns due work of workflows into commands: subjects to evaluate, runs whose delay has elapsed,
// scheduled jobs. Adds a bounded number of each per batch, as fast as batches are processed.
class WorkflowPump : public Source {
 public:
  static constexpr std::size_t at_a_time = 500;

  WorkflowPump(ports::Watches& watches,
               ports::Runs& runs,
               ports::ScheduledJobs& jobs,
               application::LookAtWatches& look,
               application::AdvanceRuns& advance,
               application::FireJobs& fire,
               const ports::Clock& clock);

  void collect(domain::Time now, std::vector<std::unique_ptr<Task>>& tasks) override;
  std::optional<domain::Time> next_due(domain::Time now) override;

 private:
  ports::Watches& watches_;
  ports::Runs& runs_;
  ports::ScheduledJobs& jobs_;
  application::LookAtWatches& look_;
  application::AdvanceRuns& advance_;
  application::FireJobs& fire_;
  const ports::Clock& clock_;
};

}  // namespace tocsin::adapters::writer
