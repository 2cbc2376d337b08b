#pragma once

#include <gtest/gtest.h>

#include "adapters/memory/store.hpp"
#include "ports/alerting/configuration.hpp"
#include "ports/logs/configuration.hpp"
#include "ports/paging/configuration.hpp"
#include "ports/subscriptions/configuration.hpp"
#include "tests/fakes/failing.hpp"
#include "tests/fakes/kernel.hpp"
#include "tests/fakes/ledger.hpp"
#include "tests/fakes/logs.hpp"
#include "tests/worlds/wiring.hpp"

namespace tocsin::tests {

// The ports of one process: the working set over a ledger, with switches before the ports whose
// reads a test makes fail. What is outside of the process outlives it.
struct ProcessPorts {
  ProcessPorts(FakeLedger& ledger, ManualClock& its_clock, CountingIds& its_ids, FakeMetrics& all)
      : store(ledger, ledger, ledger, ledger, ledger),
        clock(its_clock),
        ids(its_ids),
        metrics(all) {
    EXPECT_TRUE(store.open());
  }

  adapters::memory::Store store;
  ports::UnitOfWork& work = store;
  ManualClock& clock;
  CountingIds& ids;
  FakeMetrics& metrics;

  FailingCatalogue<domain::Service> services{store.services};
  ports::EscalationPolicies& policies = store.policies;
  ports::Timers& timers = store.timers;

  ports::Clients& clients = store.clients;
  ports::Subscriptions& subscriptions = store.subscriptions;
  ports::Announced& announced = store.announced;

  ports::EventManagers& managers = store.managers;
  ports::GroupingRules& grouping_rules = store.grouping_rules;
  FailingAlerts alerts{store.alerts};
  ports::EarlyResolves& early_resolves = store.early_resolves;
  ports::EventReceipts& receipts = store.receipts;
  ports::Timeline& timeline = store.timeline;

  ports::LogRules& log_rules = store.log_rules;
  ports::LogWindows& log_windows = store.log_windows;
  ports::SeededTenants& seeded_tenants = store.seeded_tenants;
  FakeRegexes regexes;

  FailingWorkflows workflows{store.workflows};
  ports::Watches& watches = store.watches;
  FailingSignalReceipts signal_receipts{store.signal_receipts};
  FailingRuns runs{store.runs};
  FailingScheduledJobs scheduled_jobs{store.scheduled_jobs};
  ports::Outbox& outbox = store.outbox;
};

// The use cases of an alert in one process, over what the ledger has.
struct Process : ProcessPorts, Wiring {
  Process(FakeLedger& ledger, ManualClock& its_clock, CountingIds& its_ids, FakeMetrics& all)
      : ProcessPorts{ledger, its_clock, its_ids, all},
        Wiring{static_cast<ProcessPorts&>(*this), std::nullopt} {}
};

}  // namespace tocsin::tests
