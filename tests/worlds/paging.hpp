#pragma once

#include <string>
#include <utility>
#include <vector>

#include "tests/builders/paging.hpp"
#include "tests/worlds/alerting.hpp"

namespace tocsin::tests {

// Who was paged at which level.
struct Paged {
  std::string whom;
  int level = 0;

  bool operator==(const Paged&) const = default;
};
inline void PrintTo(const Paged& paged, std::ostream* out) {
  *out << paged.whom << " at level " << paged.level;
}

// All of paging over a store in memory and a clock that goes only when told to: what scenarios are
// played on. Commands run one after the other, as the writer runs them.
struct PagingWorld : AlertingWorld {
  PagingWorld() : AlertingWorld{operators} {}

  void given_a_policy(domain::EscalationPolicy policy) { policies.save(std::move(policy)); }
  void given_a_healthy_service() { services.save(a_service()); }

  // The alert that opened the outage.
  domain::AlertId given_an_unhealthy_service() {
    given_a_healthy_service();
    return when_an_alert_arrives().alert;
  }

  application::ReceiveAlert::Outcome when_an_alert_arrives(const std::string& dedup_key = {},
                                                           std::string_view how_grave = "high") {
    const auto answer = receive_alert.handle(
        {acme, billing, "disk is full", severity(how_grave), dedup_key, "a probe"});
    EXPECT_TRUE(answer);
    return *answer;
  }

  domain::AcknowledgeOutcome when_acknowledged(domain::AlertId alert, std::string by = "alice") {
    const auto outcome = acknowledge_alert.handle({acme, alert, std::move(by)});
    EXPECT_TRUE(outcome);
    return *outcome;
  }

  domain::ResolveOutcome when_resolved(domain::AlertId alert) {
    const auto outcome = resolve_alert.handle({acme, alert, "alice"});
    EXPECT_TRUE(outcome);
    return *outcome;
  }

  void when_a_healthy_event_arrives() {
    EXPECT_TRUE(receive_healthy_event.handle({acme, billing, "a probe"}));
  }

  domain::TimeoutOutcome when_timed_out(domain::AlertId alert, std::uint32_t epoch) {
    const auto outcome = time_out_acknowledgement.handle({acme, alert, epoch});
    EXPECT_TRUE(outcome);
    return *outcome;
  }

  // What the timer pump does: whatever is due, once.
  void when_due_timers_fire() {
    for (const auto& timer : timers.due(clock.now(), 100)) {
      when_timed_out(timer.owner, timer.epoch);
    }
  }

  // The clock goes from timer to timer, each of which fires when it is due.
  void when_time_passes(domain::Duration by) {
    const auto end = clock.now() + by;
    for (auto next = timers.next_due(); next && *next <= end; next = timers.next_due()) {
      clock.time = *next;
      when_due_timers_fire();
      ASSERT_NE(timers.next_due(), next) << "a timer that has fired is still there";
    }
    clock.time = end;
  }

  // What the delivery pump does: starts every attempt that is due, whose keys are returned.
  std::vector<domain::NotificationId> when_due_attempts_start() {
    std::vector<domain::NotificationId> started;
    for (const auto channel : domain::channels) {
      for (const auto due : due_on(outbox, channel, clock.now())) {
        const auto message = start_attempt.handle({due});
        EXPECT_TRUE(message);
        if (*message) started.push_back(due.notification);
      }
    }
    return started;
  }

  const domain::Alert& alert(domain::AlertId id) const { return alerts.kept.at(id); }

  domain::Health health() { return (*services.find(acme, billing))->health(); }

  // Everybody a page was made for, in this order.
  std::vector<Paged> paged() const {
    std::vector<Paged> everybody;
    for (const auto& notification : outbox.added) {
      if (notification.kind != domain::NotificationKind::page) continue;
      everybody.push_back({notification.deliveries.front().target.id, notification.level});
    }
    return everybody;
  }

  // When each timer that is set is due, after the start of the test.
  std::vector<domain::Duration> timers_due() const {
    std::vector<domain::Duration> due;
    for (const auto& [owner, timer] : timers.kept)
      due.push_back(timer.due - start_of_test());
    return due;
  }
};

struct PagingScenario : testing::Test, PagingWorld {};

}  // namespace tocsin::tests
