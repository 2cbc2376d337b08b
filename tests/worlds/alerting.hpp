#pragma once

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "tests/builders/alerting.hpp"
#include "tests/worlds/fake_ports.hpp"
#include "tests/worlds/wiring.hpp"

namespace tocsin::tests {

// The use cases of an alert over stores in memory.
struct AlertingWorld : FakePorts, Wiring {
  explicit AlertingWorld(domain::Target fallback = target("fallback"))
      : Wiring{static_cast<FakePorts&>(*this), std::move(fallback)} {}
};

// One team whose event manager groups by class for 30 minutes and tells a webhook; it pages nobody
// until a scenario gives it a service.
class GroupingScenario : public ::testing::Test, protected AlertingWorld {
 protected:
  using Told = std::vector<std::string>;

  GroupingScenario() {
    grouping_rules.save(rule_by_class());
    managers.save(manager_of(ops));
  }

  void given_it_pages(const domain::EscalationPolicy& policy) {
    policies.save(policy);
    services.save(service_of(billing, policy.id));
    managers.save(manager_of(ops, billing));
  }

  void given(const domain::Event& event) { when(event); }

  domain::EventAnswer when(const domain::Event& event) {
    const auto answer = ingest_event.handle({event, "monitoring"});
    EXPECT_TRUE(answer) << (answer ? "" : answer.error().message);
    return answer ? *answer : domain::EventAnswer{};
  }

  void when_time_passes(domain::Duration duration) {
    const auto end = clock.now() + duration;
    for (auto next = timers.next_due(); next && *next <= end; next = timers.next_due()) {
      clock.time = std::max(clock.time, *next);
      const auto timer = timers.due(clock.now(), 1).front();
      const auto outcome =
          time_out_acknowledgement.handle({timer.tenant, timer.owner, timer.epoch});
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
