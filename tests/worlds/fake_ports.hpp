#pragma once

#include "domain/alerting/event_manager.hpp"
#include "domain/alerting/grouping_rule.hpp"
#include "domain/logs/log_rule.hpp"
#include "domain/paging/escalation_policy.hpp"
#include "domain/paging/service.hpp"
#include "domain/subscriptions/client.hpp"
#include "tests/fakes/alerting.hpp"
#include "tests/fakes/delivery.hpp"
#include "tests/fakes/kernel.hpp"
#include "tests/fakes/logs.hpp"
#include "tests/fakes/mocks/workflows.hpp"
#include "tests/fakes/paging.hpp"
#include "tests/fakes/store.hpp"
#include "tests/fakes/subscriptions.hpp"
#include "tests/fakes/workflows.hpp"

namespace tocsin::tests {

// The ports of the application, each over a map of its own, and a clock that goes only when it is
// told to.
struct FakePorts {
  FakeUnitOfWork work;
  ManualClock clock;
  CountingIds ids;
  FakeMetrics metrics;

  FakeCatalogue<domain::Service> services;
  FakeCatalogue<domain::EscalationPolicy> policies;
  FakeTimers timers;

  FakeCatalogue<domain::Client> clients;
  FakeSubscriptions subscriptions;
  FakeAnnounced announced_before;
  ports::Announced& announced = announced_before;

  FakeCatalogue<domain::EventManager> managers;
  FakeCatalogue<domain::GroupingRule> grouping_rules;
  FakeAlerts alerts;
  FakeEarlyResolves early_resolves;
  FakeReceipts receipts;
  FakeTimeline timeline;

  FakeCatalogue<domain::LogRule> log_rules;
  FakeLogWindows log_windows;
  FakeRegexes regexes;
  FakeSeededTenants seeded_tenants;

  MockWorkflows workflows;
  MockWatches watches;
  FakeRuns runs;
  MockScheduledJobs scheduled_jobs;
  MockSignalReceipts signal_receipts;
  FakeOutbox outbox;
};

}  // namespace tocsin::tests
