#pragma once

#include "ports/alerting/alert_repository.hpp"
#include "ports/delivery/outbox.hpp"
#include "ports/paging/configuration.hpp"
#include "ports/workflows/runs.hpp"
#include "ports/workflows/scheduled_jobs.hpp"
#include "ports/workflows/signal_receipts.hpp"
#include "ports/workflows/watches.hpp"
#include "ports/workflows/workflows.hpp"

namespace tocsin::application {

// The ports of workflows.
struct WorkflowPorts {
  ports::Workflows& workflows;
  ports::Watches& watches;
  ports::Runs& runs;
  ports::ScheduledJobs& scheduled_jobs;
  ports::SignalReceipts& signal_receipts;
  ports::Services& services;
  ports::AlertRepository& alerts;
  ports::Outbox& outbox;
};

}  // namespace tocsin::application
