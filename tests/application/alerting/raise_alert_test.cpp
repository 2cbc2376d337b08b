#include "application/alerting/alert_raiser.hpp"
#include "tests/builders/subscriptions.hpp"
#include "tests/worlds/alerting.hpp"

// What Tocsin itself has found: how it becomes an alert, who hears of it, and what it is grouped
// with.
namespace tocsin::tests {
namespace {

using namespace std::chrono_literals;
using domain::Alert;
using domain::AlertType;
using domain::EventOutcome;
using domain::NotificationKind;
using domain::ServiceId;
using Read = FakeAlerts::Read;

const ServiceId shop{"shop"};

class RaiseAlertTest : public ::testing::Test, protected AlertingWorld {
 protected:
  // A client of every alert that is high.
  RaiseAlertTest() {
    clients.save(a_client());
    subscriptions.save(a_subscription(900, {}));
  }

  void given_a_service(ServiceId id, std::vector<ServiceId> depends_on = {}) {
    policies.save(alice_then_bob());
    auto service = service_of(std::move(id), on_call);
    service.depends_on = std::move(depends_on);
    services.save(service);
  }

  domain::EventAnswer when_found(const std::string& what, const ServiceId& service = billing) {
    auto event = triggered(what, what + " rule");
    event.fields.add("source", service.value);
    const auto answer = raiser.raise(scope, event, service, "log rule " + what, clock.now());
    EXPECT_TRUE(answer) << (answer ? "" : answer.error().message);
    return answer ? *answer : domain::EventAnswer{};
  }

  void then_the_store_was_gone() {
    const auto answer =
        raiser.raise(scope, triggered("errors"), billing, "a log rule", clock.now());
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error(), store_gone);
  }

  std::vector<std::string> told(NotificationKind kind) const {
    std::vector<std::string> summaries;
    for (const auto& one : outbox.added) {
      if (one.kind == kind) summaries.push_back(one.about.summary);
    }
    return summaries;
  }

  const Alert& alert(const domain::EventAnswer& answer) { return alerts.kept.at(*answer.alert); }

  using Summaries = std::vector<std::string>;
};

TEST_F(RaiseAlertTest, fails_when_it_cannot_be_read_which_alert_pages_for_a_graver_one) {
  given_a_service(billing);
  const auto holder = when_found("latency");
  when_found("errors");
  alerts.unreadable = {*holder.alert};
  auto graver = triggered("errors");
  graver.severity = severity("critical");

  const auto answer = raiser.raise(scope, graver, billing, "a log rule", clock.now());

  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error(), store_gone);
}

TEST_F(RaiseAlertTest, a_graver_finding_takes_the_outage_over_and_pages) {
  given_a_service(billing);
  when_found("latency");
  auto graver = triggered("errors");
  graver.severity = severity("critical");

  const auto answer = raiser.raise(scope, graver, billing, "a log rule", clock.now());

  ASSERT_TRUE(answer);
  EXPECT_EQ((*services.find(acme, billing))->outage, *answer->alert);
  EXPECT_EQ(told(NotificationKind::page).size(), 2U);
}

TEST_F(RaiseAlertTest, pages_for_the_service_and_tells_its_subscribers) {
  given_a_service(billing);

  const auto answer = when_found("errors");

  EXPECT_EQ(answer.outcome, EventOutcome::opened);
  EXPECT_EQ(answer.type, AlertType::parent);
  EXPECT_EQ(alert(answer).service, billing);
  EXPECT_EQ(alert(answer).manager.value, "tocsin");
  EXPECT_EQ(told(NotificationKind::page), (Summaries{"errors fails"}));
  EXPECT_EQ(told(NotificationKind::match), (Summaries{"errors fails"}));
}

TEST_F(RaiseAlertTest, tells_subscribers_of_a_service_that_nobody_has_configured) {
  const auto answer = when_found("errors");

  EXPECT_TRUE(alert(answer).service.empty());
  EXPECT_EQ(told(NotificationKind::page), Summaries{});
  ASSERT_EQ(told(NotificationKind::match), (Summaries{"errors fails"}));
  EXPECT_FALSE(outbox.added.back().is_foreign());
  EXPECT_EQ(outbox.added.back().about.source, "billing");
  EXPECT_EQ(outbox.added.back().about.name, "errors rule");
}

TEST_F(RaiseAlertTest, says_by_whom_and_in_which_trace_it_was_found) {
  when_found("errors");
  EXPECT_EQ(timeline.kept.front().why, "found by log rule errors");

  auto event = triggered("latency", "latency rule");
  event.fields.add("trace_id", "t1");
  ASSERT_TRUE(raiser.raise(scope, event, {"database"}, "an agent", clock.now()));
  EXPECT_EQ(timeline.kept.back().why, "found by an agent in trace t1");
}

TEST_F(RaiseAlertTest, repeats_the_alert_that_is_open_already) {
  const auto first = when_found("errors");

  const auto again = when_found("errors");

  EXPECT_EQ(again.outcome, EventOutcome::repeated);
  EXPECT_EQ(again.alert, first.alert);
  EXPECT_EQ(alert(first).event_count, 2U);
  EXPECT_EQ(told(NotificationKind::match).size(), 1U);
}

TEST_F(RaiseAlertTest,
       y6_a_second_alert_of_the_service_within_two_minutes_says_that_one_is_related) {
  const auto first = when_found("errors");
  clock.advance(2min - 1ms);

  const auto second = when_found("latency");

  EXPECT_EQ(second.outcome, EventOutcome::joined);
  EXPECT_EQ(alert(second).parent, first.alert);
  EXPECT_EQ(alert(second).parent_dedup_key, "errors");
  EXPECT_EQ(alert(first).child_count, 1U);
  EXPECT_EQ(told(NotificationKind::match),
            (Summaries{"errors fails", "latency fails (Related alerts: 1)"}));
  EXPECT_EQ(alert(when_found("5xx")).summary, "5xx fails (Related alerts: 2)");
}

TEST_F(RaiseAlertTest, an_alert_after_the_correlation_window_is_not_related) {
  when_found("errors");
  clock.advance(2min);

  const auto second = when_found("latency");

  EXPECT_EQ(second.outcome, EventOutcome::opened);
  EXPECT_EQ(alert(second).summary, "latency fails");
}

TEST_F(RaiseAlertTest, alerts_of_services_of_which_one_depends_on_the_other_are_related) {
  given_a_service({"auth"});
  given_a_service({"database"});
  given_a_service(shop);
  given_a_service(billing, {{"auth"}, {"database"}});

  const auto cause = when_found("disk", {"database"});
  const auto effect = when_found("errors", billing);
  const auto elsewhere = when_found("latency", shop);

  EXPECT_EQ(alert(effect).parent, cause.alert);
  EXPECT_EQ(elsewhere.outcome, EventOutcome::opened);
}

TEST_F(RaiseAlertTest, an_effect_that_is_seen_before_its_cause_is_related_as_well) {
  given_a_service({"database"});
  given_a_service(billing, {{"database"}});

  const auto effect = when_found("errors", billing);
  const auto cause = when_found("disk", {"database"});

  EXPECT_EQ(alert(cause).parent, effect.alert);
}

TEST_F(RaiseAlertTest, an_alert_of_the_service_itself_is_related_before_those_of_others) {
  given_a_service({"database"});
  given_a_service(billing);
  const auto own = when_found("errors", billing);
  when_found("disk", {"database"});
  auto linked = **services.find(acme, billing);
  linked.depends_on = {{"database"}};
  services.save(linked);

  EXPECT_EQ(alert(when_found("latency", billing)).parent, own.alert);
}

TEST_F(RaiseAlertTest, a_related_alert_of_another_service_pages_for_its_own) {
  given_a_service({"database"});
  given_a_service(billing, {{"database"}});
  when_found("disk", {"database"});

  const auto effect = when_found("errors", billing);

  EXPECT_EQ(alert(effect).service, billing);
  EXPECT_TRUE(alert(effect).is_escalating());
  EXPECT_EQ((*services.find(acme, billing))->outage, effect.alert);
}

TEST_F(RaiseAlertTest, related_alerts_end_each_by_itself) {
  given_a_service({"database"});
  given_a_service(billing, {{"database"}});
  const auto cause = when_found("disk", {"database"});
  const auto effect = when_found("errors", billing);

  ASSERT_TRUE(resolve_alert.handle({acme, *cause.alert, "alice"}));
  EXPECT_FALSE(alert(cause).is_open());
  EXPECT_EQ((*services.find(acme, {"database"}))->health(), domain::Health::healthy);
  EXPECT_TRUE(alert(effect).is_open());

  ASSERT_TRUE(resolve_alert.handle({acme, *effect.alert, "alice"}));
  EXPECT_FALSE(alert(effect).is_open());
  EXPECT_EQ((*services.find(acme, billing))->health(), domain::Health::healthy);
}

TEST_F(RaiseAlertTest, a_related_alert_takes_the_escalation_over_from_its_parent) {
  given_a_service(billing);
  const auto first = when_found("errors");
  const auto second = when_found("latency");
  const auto third = when_found("5xx");
  ASSERT_TRUE(acknowledge_alert.handle({acme, *second.alert, "bob"}));

  ASSERT_TRUE(resolve_alert.handle({acme, *first.alert, "alice"}));

  EXPECT_EQ((*services.find(acme, billing))->outage, third.alert);
  EXPECT_TRUE(alert(third).is_escalating());
}

TEST_F(RaiseAlertTest, the_incident_of_a_related_alert_is_settled_too) {
  when_found("errors");
  const auto second = when_found("latency");
  auto related = alert(second);
  related.note_incident({{"", domain::Channel::pagerduty, "routing-key"}, {}});
  alerts.save(related);

  ASSERT_TRUE(acknowledge_alert.handle({acme, *second.alert, "bob"}));
  ASSERT_TRUE(resolve_alert.handle({acme, *second.alert, "bob"}));

  EXPECT_EQ(told(NotificationKind::incident_acknowledged).size(), 1U);
  EXPECT_EQ(told(NotificationKind::incident_resolved).size(), 1U);
}

TEST_F(RaiseAlertTest, fails_when_a_store_cannot_be_read) {
  given_a_service({"database"});
  given_a_service(billing, {{"database"}});

  alerts.is_gone = Read::find_open;
  then_the_store_was_gone();
  alerts.is_gone = Read::find_parent;
  then_the_store_was_gone();
  alerts.is_gone.reset();
  subscriptions.is_gone = true;
  then_the_store_was_gone();
  subscriptions.is_gone = false;
  policies.is_gone = true;
  then_the_store_was_gone();
  policies.is_gone = false;
  services.is_gone = true;
  then_the_store_was_gone();
  EXPECT_TRUE(alerts.kept.empty());
}

}  // namespace
}  // namespace tocsin::tests
