#pragma once

#include <memory>
#include <optional>
#include <utility>

#include "application/announcer.hpp"
#include "application/delivery_gate.hpp"
#include "application/fallbacks.hpp"
#include "application/pager.hpp"
#include "application/repeat_alert.hpp"
#include "application/resolve_alert.hpp"
#include "application/wanted.hpp"
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
  application::Wanted wanted{alerts, subscriptions, clients, runs};
  application::DeliveryGate gate{{}};
  application::Fallbacks fallbacks;

  // What is in the store; a test changes it before it acts.
  domain::Service service = a_service();
  domain::EscalationPolicy policy = a_policy({{alice}, {bob}});
  domain::Alert kept = a_paging_alert();
  domain::Notification page = a_page();
  domain::Client client = a_client();

  Expectation services_find =
      NAMED_ALLOW_CALL(services, find(trompeloeil::_, trompeloeil::_)).LR_RETURN(shared(service));
  Expectation services_save = NAMED_ALLOW_CALL(services, save(trompeloeil::_));
  Expectation policies_find =
      NAMED_ALLOW_CALL(policies, find(trompeloeil::_, trompeloeil::_)).LR_RETURN(shared(policy));
  Expectation no_manager = NAMED_ALLOW_CALL(managers, find(trompeloeil::_, trompeloeil::_))
                               .RETURN(ports::EventManagers::Entry{});
  Expectation clients_find =
      NAMED_ALLOW_CALL(clients, find(trompeloeil::_, trompeloeil::_)).LR_RETURN(shared(client));
  Expectation nobody_subscribes =
      NAMED_ALLOW_CALL(subscriptions,
                       match(trompeloeil::_, trompeloeil::_, trompeloeil::_, trompeloeil::_))
          .RETURN(std::vector<domain::Match>{});
  Expectation alerts_get =
      NAMED_ALLOW_CALL(alerts, get(trompeloeil::_, trompeloeil::_)).LR_RETURN(kept);
  Expectation alerts_find_open =
      NAMED_ALLOW_CALL(alerts, find_open(trompeloeil::_)).RETURN(no_alert());
  Expectation alerts_find_oldest_open =
      NAMED_ALLOW_CALL(alerts, find_oldest_open(trompeloeil::_, trompeloeil::_)).RETURN(no_alert());
  Expectation alerts_save = NAMED_ALLOW_CALL(alerts, save(trompeloeil::_));
  Expectation timers_set = NAMED_ALLOW_CALL(timers, set(trompeloeil::_));
  Expectation timers_cancel = NAMED_ALLOW_CALL(timers, cancel(trompeloeil::_));
  Expectation outbox_add = NAMED_ALLOW_CALL(outbox, add(trompeloeil::_));
  Expectation outbox_get = NAMED_ALLOW_CALL(outbox, get(trompeloeil::_)).LR_RETURN(page);
  Expectation outbox_save = NAMED_ALLOW_CALL(outbox, save(trompeloeil::_));
  Expectation outbox_of =
      NAMED_ALLOW_CALL(outbox, of(trompeloeil::_)).RETURN(std::vector<domain::NotificationId>{});
  Expectation timeline_add = NAMED_ALLOW_CALL(timeline, add(trompeloeil::_));
  Expectation metrics_count = NAMED_ALLOW_CALL(metrics, count(trompeloeil::_));
};

}  // namespace tocsin::tests
