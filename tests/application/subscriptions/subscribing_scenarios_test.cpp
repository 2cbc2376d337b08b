#include "tests/worlds/subscriptions.hpp"

// The acceptance cases of subscribing: L1 to L9, as far as no network is needed.
namespace tocsin::tests {
namespace {

using namespace std::chrono_literals;
using domain::Channel;
using domain::DeliveryStatus;
using domain::EventOutcome;
using domain::NotificationStatus;

const std::string one = hook(0, "one").address;
const std::string two = hook(0, "two").address;

class Subscribing : public SubscribingScenario {
 protected:
  void given_a_subscription(std::vector<domain::Endpoint> endpoints) {
    subscriptions.save(subscription_of(globex, 1, exactly, std::move(endpoints)));
  }

  void given_a_second_client() {
    clients.save(a_client(initech));
    subscriptions.save(subscription_of(initech, 2, exactly, {hook(21, "two")}));
  }

  std::vector<DeliveryStatus> statuses() {
    std::vector<DeliveryStatus> statuses;
    for (const auto& delivery : notification().deliveries)
      statuses.push_back(delivery.status);
    return statuses;
  }
};

TEST_F(Subscribing, l1_four_rules_that_fit_make_one_notification_with_their_four_ids) {
  const domain::AlertPattern patterns[] = {exactly,
                                           {"", "test-source", "test-name"},
                                           {"LOW", "", "test-name"},
                                           {"LOW", "test-source", ""}};
  std::uint64_t n = 0;
  for (const auto& pattern : patterns) {
    ++n;
    subscriptions.save(subscription_of(globex, n, pattern, {hook(n, std::to_string(n))}));
  }
  subscriptions.save(subscription_of(globex, 5, {"HIGH", "test-source", ""}, {hook(5, "5")}));

  when_announced(test_alert());

  EXPECT_EQ(notification().subscriptions,
            (std::vector{
                subscription_id(1), subscription_id(2), subscription_id(3), subscription_id(4)}));
  EXPECT_EQ(notification().deliveries.size(), 4U);
}

TEST_F(Subscribing, l2_two_clients_are_told_once_however_often_the_alert_is_sent) {
  given_a_subscription({hook(11, "one")});
  given_a_second_client();
  EXPECT_EQ(outcome_of(test_alert()), EventOutcome::announced);

  for (int n = 0; n < 3; ++n) {
    when_deliveries_are_tried();
    EXPECT_EQ(outcome_of(test_alert()), EventOutcome::already_announced);
  }

  auto told = clients_told();
  std::sort(told.begin(), told.end());
  EXPECT_EQ(told, (Told{"globex", "initech"}));
  EXPECT_EQ(reached.size(), 2U);
}

TEST_F(Subscribing, l2_a_client_that_subscribes_later_is_told_when_the_alert_is_sent_again) {
  given_a_subscription({hook(11, "one")});
  when_announced(test_alert());
  given_a_second_client();

  EXPECT_EQ(outcome_of(test_alert()), EventOutcome::announced);
  EXPECT_EQ(clients_told(), (Told{"globex", "initech"}));

  EXPECT_EQ(outcome_of(test_alert()), EventOutcome::already_announced);
  EXPECT_EQ(clients_told(), (Told{"globex", "initech"}));
}

TEST_F(Subscribing, two_alerts_with_different_keys_are_told_both) {
  given_a_subscription({hook(11, "one")});

  when_announced(test_alert("a-1"));
  when_announced(test_alert("a-2"));

  EXPECT_EQ(clients_told(), (Told{"globex", "globex"}));
}

TEST_F(Subscribing, l4_a_rule_that_is_switched_off_matches_no_more_and_then_again) {
  given_a_subscription({hook(11, "one")});
  ASSERT_TRUE(subscribing.change_subscription.handle({acme, subscription_id(1), {}, false, {}}));
  EXPECT_EQ(outcome_of(test_alert("a-1")), EventOutcome::unmatched);

  ASSERT_TRUE(subscribing.change_subscription.handle({acme, subscription_id(1), {}, true, {}}));
  EXPECT_EQ(outcome_of(test_alert("a-2")), EventOutcome::announced);
}

TEST_F(Subscribing, l5_what_is_on_its_way_is_suppressed_when_its_rule_is_deleted) {
  given_a_subscription({hook(11, "one"), hook(12, "two")});
  when_announced(test_alert());
  ASSERT_TRUE(subscribing.remove_subscription.handle({acme, subscription_id(1)}));

  when_deliveries_are_tried();

  EXPECT_EQ(reached, Told{});
  EXPECT_EQ(notification().status(), NotificationStatus::suppressed);
  EXPECT_TRUE(notification().has_ended());
}

TEST_F(Subscribing, l5_a_retry_that_waits_is_suppressed_when_its_rule_is_deleted) {
  given_a_subscription({hook(11, "one")});
  answers[one] = {Verdict::try_again, "503", {}};
  when_announced(test_alert());
  when_deliveries_are_tried();
  ASSERT_EQ(notification().status(), NotificationStatus::pending);
  ASSERT_TRUE(subscribing.remove_subscription.handle({acme, subscription_id(1)}));
  clock.advance(1min);

  when_deliveries_are_tried();

  EXPECT_EQ(reached, Told{one});
  EXPECT_EQ(notification().status(), NotificationStatus::suppressed);
}

TEST_F(Subscribing, only_the_endpoint_that_was_removed_is_not_told) {
  given_a_subscription({hook(11, "one"), hook(12, "two")});
  when_announced(test_alert());
  ASSERT_TRUE(subscribing.remove_endpoint.handle({acme, endpoint_id(11)}));

  when_deliveries_are_tried();

  EXPECT_EQ(reached, Told{two});
  EXPECT_EQ(notification().status(), NotificationStatus::sent);
}

TEST_F(Subscribing, l6_the_same_address_of_two_rules_is_told_once) {
  given_a_subscription({hook(11, "one")});
  subscriptions.save(subscription_of(globex, 2, {"LOW", "", ""}, {hook(21, "one")}));
  when_announced(test_alert());

  when_deliveries_are_tried();

  EXPECT_EQ(reached, Told{one});
  EXPECT_EQ(notification().subscriptions.size(), 2U);
}

TEST_F(Subscribing, l6_an_address_of_two_rules_is_still_told_when_one_of_them_is_deleted) {
  given_a_subscription({hook(11, "one")});
  subscriptions.save(subscription_of(globex, 2, {"LOW", "", ""}, {hook(21, "one")}));
  when_announced(test_alert());
  ASSERT_TRUE(subscribing.remove_subscription.handle({acme, subscription_id(1)}));

  when_deliveries_are_tried();

  EXPECT_EQ(reached, Told{one});
}

TEST_F(Subscribing, l8_one_endpoint_that_fails_is_tried_again_and_the_other_is_not) {
  given_a_subscription({hook(11, "one"), hook(12, "two")});
  answers[two] = {Verdict::try_again, "503", {}};
  when_announced(test_alert());

  when_deliveries_are_tried();
  EXPECT_EQ(notification().status(), NotificationStatus::partial);
  EXPECT_EQ(statuses(), (std::vector{DeliveryStatus::sent, DeliveryStatus::pending}));

  clock.advance(1min);
  answers[two] = {};
  when_deliveries_are_tried();
  EXPECT_EQ(reached, (Told{one, two, two}));
  EXPECT_EQ(notification().status(), NotificationStatus::sent);
}

TEST_F(Subscribing, l8_one_endpoint_that_refuses_leaves_it_partial_until_somebody_retries_it) {
  given_a_subscription({hook(11, "one"), hook(12, "two")});
  answers[two] = {Verdict::refused, "400", {}};
  when_announced(test_alert());
  when_deliveries_are_tried();
  ASSERT_EQ(notification().status(), NotificationStatus::partial);
  ASSERT_TRUE(notification().has_ended());

  answers[two] = {};
  ASSERT_TRUE(retry_notification.handle({acme, notification().id}));
  when_deliveries_are_tried();

  EXPECT_EQ(reached, (Told{one, two, two}));
  EXPECT_EQ(notification().status(), NotificationStatus::sent);
}

TEST_F(Subscribing, l9_without_an_enabled_endpoint_it_has_failed_and_is_not_tried) {
  auto off = hook(11, "one");
  off.enabled = false;
  given_a_subscription({off});

  EXPECT_EQ(outcome_of(test_alert()), EventOutcome::announced);
  when_deliveries_are_tried();

  EXPECT_EQ(notification().status(), NotificationStatus::failed);
  EXPECT_TRUE(notification().deliveries.empty());
  EXPECT_TRUE(notification().has_ended());
  EXPECT_EQ(reached, Told{});
}

TEST_F(Subscribing, l9_it_can_be_told_after_all_once_there_is_an_endpoint) {
  given_a_subscription({});
  when_announced(test_alert());
  ASSERT_TRUE(subscribing.add_endpoint.handle({acme, subscription_id(1), Channel::webhook, one}));

  ASSERT_TRUE(retry_notification.handle({acme, notification().id}));
  when_deliveries_are_tried();

  EXPECT_EQ(reached, Told{one});
  EXPECT_EQ(notification().status(), NotificationStatus::sent);
}

TEST_F(Subscribing, a_client_that_is_switched_off_is_not_told) {
  given_a_subscription({hook(11, "one")});
  given_a_second_client();
  ASSERT_TRUE(subscribing.set_client_enabled.handle({acme, globex, false}));

  EXPECT_EQ(outcome_of(test_alert()), EventOutcome::announced);

  EXPECT_EQ(clients_told(), Told{"initech"});
}

TEST_F(Subscribing, what_is_on_its_way_to_a_client_that_is_switched_off_is_suppressed) {
  given_a_subscription({hook(11, "one")});
  when_announced(test_alert());
  ASSERT_TRUE(subscribing.set_client_enabled.handle({acme, globex, false}));

  when_deliveries_are_tried();

  EXPECT_EQ(reached, Told{});
  EXPECT_EQ(notification().status(), NotificationStatus::suppressed);
}

TEST_F(Subscribing, a_client_that_was_switched_off_is_told_when_the_alert_is_sent_again) {
  given_a_subscription({hook(11, "one")});
  ASSERT_TRUE(subscribing.set_client_enabled.handle({acme, globex, false}));
  EXPECT_EQ(outcome_of(test_alert()), EventOutcome::unmatched);
  ASSERT_TRUE(subscribing.set_client_enabled.handle({acme, globex, true}));

  EXPECT_EQ(outcome_of(test_alert()), EventOutcome::announced);

  EXPECT_EQ(clients_told(), Told{"globex"});
}

TEST_F(Subscribing, a_warning_is_told_to_those_who_want_medium) {
  subscriptions.save(subscription_of(globex, 1, {"MEDIUM", "", ""}, {hook(11, "one")}));
  auto warning = test_alert();
  warning.severity = severity("warning");

  EXPECT_EQ(outcome_of(warning), EventOutcome::announced);
}

}  // namespace
}  // namespace tocsin::tests
