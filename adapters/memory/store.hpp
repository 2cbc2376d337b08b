#pragma once

#include <array>
#include <vector>

#include "adapters/memory/alerting/early_resolves.hpp"
#include "adapters/memory/alerting/open_alerts.hpp"
#include "adapters/memory/alerting/receipts.hpp"
#include "adapters/memory/alerting/timeline.hpp"
#include "adapters/memory/delivery/outbox.hpp"
#include "adapters/memory/kernel/entries.hpp"
#include "adapters/memory/logs/log_windows.hpp"
#include "adapters/memory/logs/seeded_tenants.hpp"
#include "adapters/memory/paging/timer_queue.hpp"
#include "adapters/memory/subscriptions/announced.hpp"
#include "adapters/memory/subscriptions/subscriptions.hpp"
#include "adapters/memory/workflows/runs.hpp"
#include "adapters/memory/workflows/scheduled_jobs.hpp"
#include "adapters/memory/workflows/signal_receipts.hpp"
#include "adapters/memory/workflows/watches.hpp"
#include "adapters/memory/workflows/workflows.hpp"
#include "ports/store/journal.hpp"
#include "ports/store/ledger.hpp"
#include "ports/store/store_transaction.hpp"
#include "ports/store/unit_of_work.hpp"

namespace tocsin::adapters::memory {

// The working set: everything that is open, held in memory and written through to a ledger, batch
// by batch. A decision reads nothing from disk. If the ledger fails to write, the working set is
// reloaded from it. For the writer's thread only.
class Store : public ports::UnitOfWork, public ports::StoreTransaction, public ports::Journal {
 public:
  // The archives read the rows that the ledger has moved to the history.
  Store(ports::Ledger& ledger,
        ports::AlertReader& alert_archive,
        ports::NotificationReader& notification_archive,
        ports::RunReader& run_archive,
        ports::ScheduledJobReader& job_archive);

  // Reads the ledger. Call it before anything else.
  Result<Done> open();

  // The unit of work of one command.
  void begin() override;
  Result<Done> commit() override;
  void rollback() override;

  // The transaction of one batch of commands.
  Result<Done> begin_batch() override;
  Result<Done> commit_batch() override;

  void append(ports::JournalEntry entry) override;

  Entries<domain::Service> services;
  Entries<domain::EscalationPolicy> policies;
  Entries<domain::EventManager> managers;
  Entries<domain::GroupingRule> grouping_rules;
  Entries<domain::Client> clients;
  Subscriptions subscriptions;
  Entries<domain::LogRule> log_rules;
  SeededTenants seeded_tenants;
  OpenAlerts alerts;
  Timeline timeline;
  TimerQueue timers;
  Outbox outbox;
  EarlyResolves early_resolves;
  Receipts receipts;
  Announced announced;
  LogWindows log_windows;
  Workflows workflows;
  Watches watches;
  SignalReceipts signal_receipts;
  Runs runs;
  ScheduledJobs scheduled_jobs;

 private:
  class Loader;

  ports::Ledger& ledger_;
  std::array<Part*, 21> parts_;  // in the order of keep() and flush()
  std::vector<ports::JournalEntry> journal_;
  bool is_current_ = false;  // whether the working set equals the ledger
};

}  // namespace tocsin::adapters::memory
