#pragma once

#include <string>
#include <vector>

#include "application/alerting/acknowledge_alert.hpp"
#include "application/alerting/ingest_event.hpp"
#include "application/alerting/receive_healthy_event.hpp"
#include "application/alerting/resolve_alert.hpp"
#include "application/paging/time_out_acknowledgement.hpp"
#include "tests/application/alerting/builders.hpp"
#include "tests/application/alerting/fake_stores.hpp"
#include "tests/support/fake_subscriptions.hpp"
#include "tests/support/fakes.hpp"

namespace tocsin::tests {

// The use cases that an event can set in motion, over stores in memory and a clock that goes only
// when it is told to.
struct FakeWorld {
  FakeUnitOfWork work;
  ManualClock clock;
  CountingIds ids;

  FakeAlerts alerts;
  FakeCatalogue<domain::Service> services;
  FakeCatalogue<domain::EscalationPolicy> policies;
  FakeCatalogue<domain::EventManager> managers;
  FakeCatalogue<domain::GroupingRule> rules;
  FakeCatalogue<domain::Client> clients;
  FakeSubscriptions subscriptions;
  FakeEarlyResolves early_resolves;
  FakeReceipts receipts;
  FakeOutbox outbox;
  FakeTimers timers;
  FakeTimeline timeline;
  FakeMetrics metrics;

  application::MatchSubscriptions match_subscriptions{subscriptions, clients, outbox, ids, metrics};
  application::Announcer announcer{match_subscriptions, outbox, ids};
  application::Pager
      pager{services, policies, alerts, timers, outbox, timeline, ids, metrics, target("fallback")};
  application::RepeatAlert repeat_alert{alerts, pager, timeline, metrics};
  application::GroupAlert group_alert{alerts,
                                      rules,
                                      early_resolves,
                                      repeat_alert,
                                      pager,
                                      announcer,
                                      timeline,
                                      ids,
                                      metrics};
  application::AcknowledgeAlert
      acknowledge_alert{work, alerts, pager, announcer, timeline, metrics, clock};
  application::ResolveAlert
      resolve_alert{work, alerts, managers, pager, announcer, timeline, metrics, clock};
  application::IngestEvent ingest_event{work,
                                        managers,
                                        receipts,
                                        alerts,
                                        early_resolves,
                                        group_alert,
                                        acknowledge_alert,
                                        resolve_alert,
                                        metrics,
                                        clock};
  application::ReceiveHealthyEvent receive_healthy_event{work,
                                                         services,
                                                         alerts,
                                                         pager,
                                                         resolve_alert,
                                                         clock};
  application::TimeOutAcknowledgement time_out_acknowledgement{work, alerts, timers, pager, clock};
};

// One team whose event manager groups by class for 30 minutes and tells a webhook; it pages nobody
// until a scenario gives it a service.
class GroupingScenario : public ::testing::Test, protected FakeWorld {
 protected:
  using Told = std::vector<std::string>;

  GroupingScenario() {
    rules.save(rule_by_class());
    managers.save(manager_of(ops));
  }

  void given_it_pages(const domain::EscalationPolicy& policy) {
    policies.save(policy);
    services.save(service_of(billing, policy.id));
    managers.save(manager_of(ops, billing));
  }

  void given(const domain::Event& event) { when(event); }

  domain::EventAnswer when(const domain::Event& event) {
    const auto answer = ingest_event({event, "monitoring"});
    EXPECT_TRUE(answer) << (answer ? "" : answer.error().message);
    return answer ? *answer : domain::EventAnswer{};
  }

  void when_time_passes(domain::Duration duration) {
    const auto end = clock.now() + duration;
    for (auto next = timers.next_due(); next && *next <= end; next = timers.next_due()) {
      clock.time = std::max(clock.time, *next);
      const auto timer = timers.due(clock.now(), 1).front();
      const auto outcome = time_out_acknowledgement({timer.tenant, timer.owner, timer.epoch});
      ASSERT_TRUE(outcome);
      ASSERT_NE(*outcome, domain::TimeoutOutcome::superseded) << "a timer that should be gone";
    }
    clock.time = end;
  }

  // The newest alert of that key.
  domain::Alert alert(const std::string& dedup_key, const domain::EventManagerId& manager = ops) {
    const auto found =
        std::find_if(alerts.kept.rbegin(), alerts.kept.rend(), [&](const auto& kept) {
          return kept.second.dedup_key == dedup_key && kept.second.manager == manager;
        });
    if (found != alerts.kept.rend()) return found->second;
    ADD_FAILURE() << "there never was an alert " << dedup_key;
    return {};
  }

  // What the webhook was told, and people were paged for, in that order.
  Told announced() const {
    Told told;
    for (const auto& one : outbox.added) {
      if (one.kind == domain::NotificationKind::alert_opened) {
        told.push_back("opened " + one.about.dedup_key);
      }
      if (one.kind == domain::NotificationKind::alert_resolved) {
        told.push_back("resolved " + one.about.dedup_key);
      }
    }
    return told;
  }

  Told paged() const {
    Told told;
    for (const auto& one : outbox.added) {
      if (one.kind != domain::NotificationKind::page) continue;
      told.push_back(one.deliveries.front().target.id + " for " + one.about.dedup_key);
    }
    return told;
  }

  int changes_of(const std::string& dedup_key, domain::Change what) {
    const auto id = alert(dedup_key).id;
    return static_cast<int>(
        std::count_if(timeline.kept.begin(), timeline.kept.end(), [&](const auto& entry) {
          return entry.alert == id && entry.what == what;
        }));
  }
};

}  // namespace tocsin::tests
