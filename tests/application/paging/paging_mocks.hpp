#pragma once

#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "application/alerting/announcer.hpp"
#include "application/alerting/repeat_alert.hpp"
#include "application/alerting/resolve_alert.hpp"
#include "application/delivery/delivery_failures.hpp"
#include "application/delivery/fallbacks.hpp"
#include "application/delivery/opened_incidents.hpp"
#include "application/delivery/still_wanted.hpp"
#include "application/paging/pager.hpp"
#include "application/workflows/run_outcomes.hpp"
#include "domain/delivery/delivery_gate.hpp"
#include "ports/paging/configuration.hpp"
#include "tests/support/builders.hpp"
#include "tests/support/fake_store.hpp"
#include "tests/support/fakes.hpp"
#include "tests/support/mocks.hpp"

namespace tocsin::tests {

inline const Error store_gone{ErrorKind::unavailable, "the store is gone", {}};

// What a port returns that cannot do its work.
inline Failure gone() { return Failure{store_gone}; }

inline std::optional<domain::Alert> no_alert() { return std::nullopt; }

// Ports that answer as for the first alert of a healthy service with a policy, and take whatever
// they are told. A test lets one of them fail, or requires what it is about: the latest wins.
struct PagingMocks : testing::Test {
  using Expectation = std::unique_ptr<trompeloeil::expectation>;
  using ServiceEntry = ports::Services::Entry;

  // A refusal or a failed port: nothing of the command is kept, its reason is passed on unchanged.
  template <typename T>
  void expect_nothing_kept(const Result<T>& result, FakeUnitOfWork::End end) const {
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error(), store_gone);
    EXPECT_EQ(work.begun, 1);
    EXPECT_EQ(work.end, end);
  }
  template <typename T>
  void expect_taken_back(const Result<T>& result) const {
    expect_nothing_kept(result, FakeUnitOfWork::End::rolled_back);
  }
  template <typename T>
  void expect_refused(const Result<T>& result) const {
    expect_nothing_kept(result, FakeUnitOfWork::End::refused);
  }

  // Both are in a source file: what they make of the mocks takes seconds to compile.
  PagingMocks();
  ~PagingMocks() override;

  FakeUnitOfWork work;
  ManualClock clock;
  CountingIds ids;
  MockCatalogue<domain::Service> services;
  MockCatalogue<domain::EscalationPolicy> policies;
  MockCatalogue<domain::EventManager> managers;
  MockCatalogue<domain::Client> clients;
  MockSubscriptions subscriptions;
  MockAlerts alerts;
  MockTimers timers;
  MockOutbox outbox;
  MockTimeline timeline;
  MockMetrics metrics;

  application::Pager
      pager{services, policies, alerts, timers, outbox, timeline, ids, metrics, std::nullopt};
  application::MatchSubscriptions match_subscriptions{subscriptions, clients, outbox, ids, metrics};
  application::Announcer announcer{match_subscriptions, outbox, ids};
  application::RepeatAlert repeat_alert{alerts, pager, timeline, metrics};
  application::ResolveAlert
      resolve_alert{work, alerts, managers, pager, announcer, timeline, metrics, clock};
  FakeRuns runs;
  application::StillWanted wanted{alerts, subscriptions, clients, runs};
  domain::DeliveryGate gate{{}};
  application::Fallbacks fallbacks;
  application::OpenedIncidents incidents{alerts, runs};
  application::RunOutcomes run_outcomes{runs, metrics};
  application::DeliveryFailures delivery_failures{pager,
                                                  run_outcomes,
                                                  fallbacks,
                                                  timeline,
                                                  metrics};

  // What is in the store; a test changes it before it acts.
  domain::Service service = a_service();
  domain::EscalationPolicy policy = a_policy({{alice}, {bob}});
  domain::Alert kept = a_paging_alert();
  domain::Notification page = a_page();
  domain::Client client = a_client();

  // For a test that gives them another answer.
  Expectation alerts_find_open;
  Expectation alerts_find_oldest_open;

 private:
  std::vector<Expectation> allowed_;
};

}  // namespace tocsin::tests
