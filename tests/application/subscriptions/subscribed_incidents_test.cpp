#include "tests/worlds/subscriptions.hpp"

// OpenedIncidents that an alert of ours has opened at a subscriber's PagerDuty follow the alert.
namespace tocsin::tests {
namespace {

using domain::Channel;
using domain::NotificationKind;

class SubscribedIncidents : public SubscribingScenario {
 protected:
  SubscribedIncidents() {
    subscriptions.save(
        subscription_of(globex,
                        1,
                        {"HIGH", "", ""},
                        {hook(11, "one"), an_endpoint(12, Channel::pagerduty, "key")}));
    clients.save(a_client(initech));
    subscriptions.save(subscription_of(initech, 2, {"HIGH", "", ""}, {hook(21, "two")}));
  }

  void given_an_incident() {
    given(triggered("disk"));
    when_deliveries_are_tried();
  }

  // The client and the channel of each delivery of that kind.
  Told told(NotificationKind kind) const {
    Told told;
    for (const auto& one : outbox.added) {
      if (one.kind != kind) continue;
      for (const auto& delivery : one.deliveries)
        told.push_back(one.client.value + " " + delivery.target.address);
    }
    std::sort(told.begin(), told.end());
    return told;
  }
};

TEST_F(SubscribedIncidents, all_endpoints_hear_of_an_alert_of_ours) {
  auto event = triggered("disk");
  event.fields.add("host", "db-1");

  when(event);

  EXPECT_EQ(
      told(NotificationKind::match),
      (Told{
          "globex " + hook(0, "one").address, "globex key", "initech " + hook(0, "two").address}));
  const auto& about = outbox.added.back().about;
  EXPECT_EQ(about.source, "ops");
  EXPECT_EQ(about.name, "infrastructure");
  EXPECT_EQ(about.context, event.fields);
}

TEST_F(SubscribedIncidents, only_an_incident_hears_of_the_acknowledgement_and_of_the_end) {
  given_an_incident();

  when(acknowledged("disk"));
  EXPECT_EQ(told(NotificationKind::incident_acknowledged), Told{"globex key"});
  EXPECT_EQ(told(NotificationKind::incident_resolved), Told{});

  when(resolved("disk"));
  EXPECT_EQ(told(NotificationKind::incident_acknowledged), Told{"globex key"});
  EXPECT_EQ(told(NotificationKind::incident_resolved), Told{"globex key"});
}

TEST_F(SubscribedIncidents, nobody_hears_of_a_child) {
  given(triggered("disk"));
  const auto before = outbox.added.size();

  when(triggered("cpu"));
  when(acknowledged("cpu"));
  when(resolved("cpu"));

  EXPECT_EQ(outbox.added.size(), before);
}

TEST_F(SubscribedIncidents, an_incident_that_was_never_opened_is_not_spoken_of) {
  given(triggered("disk"));

  when(acknowledged("disk"));
  when(resolved("disk"));
  when_deliveries_are_tried();

  EXPECT_EQ(told(NotificationKind::incident_acknowledged), Told{});
  EXPECT_EQ(told(NotificationKind::incident_resolved), Told{});
  EXPECT_EQ(std::count(reached.begin(), reached.end(), "key"), 0);
}

TEST_F(SubscribedIncidents, an_incident_follows_whatever_has_become_of_the_subscription) {
  given_an_incident();
  ASSERT_TRUE(subscribing.remove_subscription.handle({acme, subscription_id(1)}));
  ASSERT_TRUE(subscribing.set_client_enabled.handle({acme, globex, false}));

  when(resolved("disk"));
  when_deliveries_are_tried();

  EXPECT_EQ(std::count(reached.begin(), reached.end(), "key"), 2);
}

TEST_F(SubscribedIncidents, an_incident_follows_an_alert_that_has_become_graver) {
  given_an_incident();
  auto graver = triggered("disk");
  graver.severity = severity("critical");
  given(graver);

  when(acknowledged("disk"));
  when(resolved("disk"));

  EXPECT_EQ(told(NotificationKind::incident_acknowledged), Told{"globex key"});
  EXPECT_EQ(told(NotificationKind::incident_resolved), Told{"globex key"});
}

TEST_F(SubscribedIncidents, an_incident_follows_that_was_opened_in_place_of_something_else) {
  fallbacks.by_channel[static_cast<std::size_t>(Channel::webhook)] = {
      "pd", Channel::pagerduty, "other"};
  answers[hook(0, "two").address] = {Verdict::refused, "410", {}};
  given_an_incident();
  when_deliveries_are_tried();

  when(resolved("disk"));

  EXPECT_EQ(told(NotificationKind::incident_resolved), (Told{"globex key", "initech other"}));
}

TEST_F(SubscribedIncidents, no_incident_is_opened_in_place_of_news_of_what_is_over) {
  fallbacks.by_channel[static_cast<std::size_t>(Channel::webhook)] = {
      "pd", Channel::pagerduty, "other"};
  auto manager = manager_of(ops);
  given(triggered("disk"));
  when(resolved("disk"));
  answers[manager.webhook_url] = {Verdict::refused, "410", {}};
  answers[hook(0, "two").address] = {Verdict::refused, "410", {}};

  when_deliveries_are_tried();
  when_deliveries_are_tried();

  const auto opened = std::count_if(outbox.kept.begin(), outbox.kept.end(), [](const auto& one) {
    return one.second.opens_incidents() && one.second.is_live();
  });
  EXPECT_EQ(opened, 0);
  EXPECT_EQ(told(NotificationKind::incident_resolved), Told{});
}

TEST_F(SubscribedIncidents, the_end_of_an_incident_goes_nowhere_else) {
  given_an_incident();
  when(resolved("disk"));
  fallbacks.by_channel[static_cast<std::size_t>(Channel::pagerduty)] = {
      "ops", Channel::console, "console"};
  for (int n = 0; n < 10; ++n) {
    gate.tell(
        {"", Channel::pagerduty, "key"}, {Verdict::try_again, {}, {}}, clock.now(), clock.now());
  }

  when_deliveries_are_tried();
  EXPECT_EQ(std::count(reached.begin(), reached.end(), "console"), 0);
  clock.advance(std::chrono::seconds{30});
  when_deliveries_are_tried();
  EXPECT_EQ(std::count(reached.begin(), reached.end(), "key"), 2);
}

TEST_F(SubscribedIncidents, one_fallback_of_several_endpoints_is_told_once) {
  subscriptions.save(
      subscription_of(initech, 2, {"HIGH", "", ""}, {hook(21, "two"), hook(22, "three")}));
  fallbacks.by_channel[static_cast<std::size_t>(Channel::webhook)] = {
      "ops", Channel::console, "console"};
  for (const auto* name : {"two", "three"})
    answers[hook(0, name).address] = {Verdict::refused, "410", {}};
  given(triggered("disk"));

  for (int n = 0; n < 3; ++n)
    when_deliveries_are_tried();

  EXPECT_EQ(std::count(reached.begin(), reached.end(), "console"), 1);
}

TEST_F(SubscribedIncidents, nothing_is_kept_when_the_clients_cannot_be_read) {
  clients.is_gone = true;

  const auto answer = ingest_event.handle({triggered("disk"), "monitoring"});

  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error(), store_gone);
  EXPECT_EQ(work.end, FakeUnitOfWork::End::rolled_back);
}

}  // namespace
}  // namespace tocsin::tests
