#pragma once

#include <optional>

#include "domain/alerting/event_manager.hpp"
#include "domain/alerting/grouping_rule.hpp"
#include "domain/logs/log_rule.hpp"
#include "domain/paging/escalation_policy.hpp"
#include "domain/paging/service.hpp"
#include "domain/subscriptions/client.hpp"
#include "tests/fakes/mocks/alerting.hpp"
#include "tests/fakes/mocks/delivery.hpp"
#include "tests/fakes/mocks/kernel.hpp"
#include "tests/fakes/mocks/logs.hpp"
#include "tests/fakes/mocks/paging.hpp"
#include "tests/fakes/mocks/subscriptions.hpp"
#include "tests/fakes/mocks/workflows.hpp"
#include "tests/fakes/store.hpp"
#include "tests/fakes/workflows.hpp"
#include "tests/worlds/wiring.hpp"

namespace tocsin::tests {

// The ports that are told something, as mocks.
struct MockPorts {
  FakeUnitOfWork work;
  ManualClock clock;
  CountingIds ids;
  MockMetrics metrics;

  MockCatalogue<domain::Service> services;
  MockCatalogue<domain::EscalationPolicy> policies;
  MockTimers timers;

  MockCatalogue<domain::Client> clients;
  MockSubscriptions subscriptions;
  MockAnnounced announced;

  MockCatalogue<domain::EventManager> managers;
  MockCatalogue<domain::GroupingRule> grouping_rules;
  MockAlerts alerts;
  MockEarlyResolves early_resolves;
  MockEventReceipts receipts;
  MockTimeline timeline;

  MockCatalogue<domain::LogRule> log_rules;
  MockLogWindows log_windows;
  MockRegexes regexes;
  MockSeededTenants seeded_tenants;

  MockWorkflows workflows;
  MockWatches watches;
  FakeRuns runs;
  MockScheduledJobs scheduled_jobs;
  MockSignalReceipts signal_receipts;
  MockOutbox outbox;
};

// The use cases over mocks that allow nothing yet.
struct MockedWorld : testing::Test, MockPorts, Wiring {
  using Expectation = std::unique_ptr<trompeloeil::expectation>;

  MockedWorld() : Wiring{static_cast<MockPorts&>(*this), std::nullopt} {}
};

}  // namespace tocsin::tests
