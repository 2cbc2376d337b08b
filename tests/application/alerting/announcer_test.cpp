#include "application/alerting/announcer.hpp"

#include "tests/builders/alerting.hpp"
#include "tests/worlds/mocks.hpp"

namespace tocsin::tests {
namespace {

using domain::Alert;
using domain::Channel;
using domain::EscalationPolicy;
using domain::Notification;
using domain::NotificationKind;
using domain::Target;
using trompeloeil::_;

const Target pagerduty{"incidents", Channel::pagerduty, "routing-key"};
const Target more_pagerduty{"more-incidents", Channel::pagerduty, "another-key"};

// Nobody has subscribed: who has is in subscribing_scenarios_test.
struct AnnouncerTest : MockedWorld {
  // To whom incidents are said to have come to this.
  std::vector<std::string> settled(NotificationKind kind) {
    std::vector<std::string> targets;
    ALLOW_CALL(outbox, add(_))
        .LR_WITH(_1.kind == kind && _1.alert == alert.id)
        .LR_SIDE_EFFECT(targets.push_back(_1.deliveries.front().target.id + _1.client.value));
    if (kind == NotificationKind::incident_resolved) {
      announcer.resolved(scope, alert, nullptr, now);
    } else {
      announcer.acknowledged(scope, alert, now);
    }
    return targets;
  }

  template <typename T>
  static void then_the_store_was_gone(const Result<T>& result) {
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error(), store_gone);
  }

  using Targets = std::vector<std::string>;

  const domain::Time now = ManualClock{}.now();
  Alert alert = open_alert({CountingIds::nth(7)}, triggered("disk"), billing, now);

  Expectation nobody_subscribes =
      NAMED_ALLOW_CALL(subscriptions, match(_, _, _, _)).RETURN(std::vector<domain::Match>{});
  Expectation anything_is_counted = NAMED_ALLOW_CALL(metrics, count(_));
};

TEST_F(AnnouncerTest, tells_the_webhook_of_the_manager_what_the_alert_is_now) {
  Notification expected;
  expected.id = {CountingIds::nth(1)};
  expected.tenant = acme;
  expected.alert = alert.id;
  expected.kind = NotificationKind::alert_resolved;
  expected.about = facts_of(alert, now);
  expected.deliveries = {domain::delivery_to({"ops", Channel::webhook, webhook_url}, now)};
  expected.created_at = now;
  REQUIRE_CALL(outbox, add(_)).LR_WITH(_1 == expected);

  const auto manager = manager_of(ops);
  announcer.resolved(scope, alert, &manager, now);
}

TEST_F(AnnouncerTest, tells_nobody_when_the_manager_has_no_webhook) {
  auto manager = manager_of(ops);
  manager.webhook_url.clear();
  FORBID_CALL(outbox, add(_));

  EXPECT_TRUE(announcer.opened(scope, alert, &manager, now));
}

TEST_F(AnnouncerTest, tells_no_webhook_of_an_alert_without_a_manager) {
  FORBID_CALL(outbox, add(_));

  EXPECT_TRUE(announcer.opened(scope, alert, nullptr, now));
}

TEST_F(AnnouncerTest, looks_for_who_has_subscribed_to_what_the_event_says) {
  alert.fields.add("source", "database");
  alert.fields.add("name", "timeout");
  REQUIRE_CALL(subscriptions, match(acme, "HIGH", "database", "timeout"))
      .RETURN(std::vector<domain::Match>{});

  EXPECT_TRUE(announcer.opened(scope, alert, nullptr, now));
}

TEST_F(AnnouncerTest, takes_the_service_for_the_source_and_the_class_for_the_name_otherwise) {
  REQUIRE_CALL(subscriptions, match(acme, "HIGH", "billing", "infrastructure"))
      .RETURN(std::vector<domain::Match>{});

  EXPECT_TRUE(announcer.opened(scope, alert, nullptr, now));
}

TEST_F(AnnouncerTest, takes_the_event_manager_for_the_source_of_an_alert_that_pages_nobody) {
  alert.service = {};
  REQUIRE_CALL(subscriptions, match(acme, "HIGH", "ops", "infrastructure"))
      .RETURN(std::vector<domain::Match>{});

  EXPECT_TRUE(announcer.opened(scope, alert, nullptr, now));
}

TEST_F(AnnouncerTest, every_incident_that_was_opened_follows_the_alert) {
  alert.note_incident({pagerduty, {}});
  alert.note_incident({more_pagerduty, {" of globex"}});

  const Targets both{"incidents", "more-incidents of globex"};
  EXPECT_EQ(settled(NotificationKind::incident_acknowledged), both);
  EXPECT_EQ(settled(NotificationKind::incident_resolved), both);
}

TEST_F(AnnouncerTest, nobody_hears_of_an_incident_that_was_never_opened) {
  auto policy = alice_then_bob();
  policy.levels[0].targets = {pagerduty};
  alert.escalation.emplace(std::make_shared<const EscalationPolicy>(std::move(policy)));

  EXPECT_EQ(settled(NotificationKind::incident_acknowledged), Targets{});
  EXPECT_EQ(settled(NotificationKind::incident_resolved), Targets{});
}

TEST_F(AnnouncerTest, passes_on_that_subscriptions_cannot_be_read) {
  ALLOW_CALL(subscriptions, match(_, _, _, _)).RETURN(Failure{store_gone});

  then_the_store_was_gone(announcer.opened(scope, alert, nullptr, now));
}

}  // namespace
}  // namespace tocsin::tests
