#pragma once

#include <functional>
#include <vector>

#include "adapters/memory/store.hpp"
#include "adapters/writer/delivery_pump.hpp"
#include "adapters/writer/log_pump.hpp"
#include "adapters/writer/readers.hpp"
#include "adapters/writer/timer_pump.hpp"
#include "adapters/writer/workflow_pump.hpp"
#include "adapters/writer/writer.hpp"
#include "application/alerting/browse_alerts.hpp"
#include "application/delivery/browse_notifications.hpp"
#include "application/workflows/browse_runs.hpp"
#include "application/workflows/browse_scheduled_jobs.hpp"
#include "domain/kernel/result.hpp"
#include "main/engine/use_cases.hpp"
#include "ports/alerting/timeline_reader.hpp"
#include "ports/kernel/log.hpp"
#include "ports/store/ledger.hpp"

namespace tocsin {

// The stores of an engine, and the readers of closed data.
struct EngineStores {
  ports::Ledger& ledger;
  ports::AlertReader& closed_alerts;
  ports::NotificationReader& ended_notifications;
  ports::RunReader& ended_runs;
  ports::ScheduledJobReader& ended_jobs;
  ports::TimelineReader& timelines;
};

// The other ports of an engine. All must outlive it.
struct EnginePorts {
  const ports::Clock& clock;
  ports::IdGenerator& ids;
  ports::Regexes& regexes;
  ports::Metrics& metrics;
  ports::Log& log;
};

// Everything between a ledger and the interfaces of the program: the working set, the use cases,
// the writer with its sources, and the readers. Starts no thread: its owner starts the writer, or
// calls run_batch().
struct Engine {
  Engine(EngineStores stores,
         EnginePorts outside,
         DeliverySettings settings,
         adapters::writer::DeliveryPump::Notifiers notifiers);

  // Reads the ledger, marks the attempts that were in flight at the last stop for a retry, and
  // gives each tenant the built-in log rules once. Call it before the writer starts.
  Result<Done> open(const std::vector<domain::TenantId>& tenants);

  EnginePorts ports;
  adapters::memory::Store store;
  UseCases use_cases;
  adapters::writer::Writer writer;

  adapters::writer::TimerPump timers;
  adapters::writer::WorkflowPump workflows;
  adapters::writer::DeliveryPump deliveries;
  adapters::writer::LogPump logs;

  adapters::writer::OpenAlertReader open_alerts;
  adapters::writer::OutboxReader outbox;
  adapters::writer::OpenRunReader open_runs;
  adapters::writer::OpenJobReader open_jobs;
  adapters::writer::SubscriptionReader subscriptions;

  application::BrowseAlerts browse_alerts;
  application::BrowseNotifications browse_notifications;
  application::BrowseRuns browse_runs;
  application::BrowseScheduledJobs browse_jobs;

 private:
  // Runs a use case before any request can arrive.
  template <typename UseCase>
  Result<typename UseCase::Outcome> run_first(UseCase& use_case, typename UseCase::Command command);
};

}  // namespace tocsin
