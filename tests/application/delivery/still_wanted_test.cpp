#include "application/delivery/still_wanted.hpp"

#include "ports/subscriptions/configuration.hpp"
#include "tests/worlds/paging_mocks.hpp"

namespace tocsin::application {
namespace {

using namespace tests;  // NOLINT: the words of the tests
using domain::Channel;
using trompeloeil::_;

struct WantedTest : PagingMocks {
  bool is_wanted(const domain::Notification& notification) {
    const auto answer = wanted.is_wanted(scope, notification, notification.deliveries.front());
    EXPECT_TRUE(answer);
    return answer && *answer;
  }

  void expect_gone(const domain::Notification& notification) {
    const auto answer = wanted.is_wanted(scope, notification, notification.deliveries.front());
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error(), store_gone);
  }

  domain::Subscription subscription =
      a_subscription(1, {an_endpoint(1, Channel::email, "x@globex.example")});
  domain::Notification match = a_match({subscription});
  Expectation subscriptions_find =
      NAMED_ALLOW_CALL(subscriptions, find(_, _)).LR_RETURN(shared(subscription));
};

TEST_F(WantedTest, a_page_is_wanted_until_its_alert_is_answered_or_over) {
  EXPECT_TRUE(is_wanted(page));

  auto before = kept;
  kept.acknowledge("alice", clock.now());
  EXPECT_FALSE(is_wanted(page));

  kept = before;
  kept.resolve("alice", clock.now());
  EXPECT_FALSE(is_wanted(page));
}

TEST_F(WantedTest, the_end_of_an_alert_is_always_wanted) {
  FORBID_CALL(alerts, get(_, _));
  for (const auto kind :
       {domain::NotificationKind::incident_resolved, domain::NotificationKind::alert_resolved}) {
    page.kind = kind;
    EXPECT_TRUE(is_wanted(page));
  }
}

TEST_F(WantedTest, what_came_before_the_end_is_wanted_until_then) {
  for (const auto kind :
       {domain::NotificationKind::alert_opened, domain::NotificationKind::incident_acknowledged}) {
    const auto before = kept;
    page.kind = kind;
    kept.acknowledge("alice", clock.now());
    EXPECT_TRUE(is_wanted(page));

    kept.resolve("alice", clock.now());
    EXPECT_FALSE(is_wanted(page));
    kept = before;
  }
}

TEST_F(WantedTest, a_match_is_wanted_while_a_subscription_reaches_the_endpoint) {
  EXPECT_TRUE(is_wanted(match));
}

TEST_F(WantedTest, a_match_is_not_wanted_once_its_subscription_is_gone) {
  ALLOW_CALL(subscriptions, find(_, _)).RETURN(ports::Subscriptions::Entry{});

  EXPECT_FALSE(is_wanted(match));
}

TEST_F(WantedTest, a_match_is_not_wanted_once_its_subscription_is_switched_off) {
  subscription.enabled = false;

  EXPECT_FALSE(is_wanted(match));
}

TEST_F(WantedTest, a_match_is_not_wanted_on_an_endpoint_that_is_switched_off_or_has_moved) {
  subscription.endpoints.front().enabled = false;
  EXPECT_FALSE(is_wanted(match));

  subscription.endpoints.front() = an_endpoint(1, Channel::email, "y@globex.example");
  EXPECT_FALSE(is_wanted(match));

  subscription.endpoints.front() = an_endpoint(1, Channel::slack, "x@globex.example");
  EXPECT_FALSE(is_wanted(match));
}

TEST_F(WantedTest, a_match_that_opens_an_incident_is_wanted_no_longer_than_a_page) {
  subscription = a_subscription(1, {an_endpoint(1, Channel::pagerduty, "key")});
  match = a_match({subscription});
  match.about.service = billing;
  EXPECT_TRUE(is_wanted(match));

  kept.acknowledge("alice", clock.now());
  EXPECT_FALSE(is_wanted(match));

  match.about.service = {};  // somebody else's alert, of which we know no more
  EXPECT_TRUE(is_wanted(match));
}

TEST_F(WantedTest, word_to_a_webhook_that_would_open_an_incident_is_wanted_no_longer_than_a_page) {
  page.kind = domain::NotificationKind::alert_opened;
  page.deliveries.front().target = {"pd", Channel::pagerduty, "key"};
  EXPECT_TRUE(is_wanted(page));

  kept.acknowledge("alice", clock.now());
  EXPECT_FALSE(is_wanted(page));

  page.kind = domain::NotificationKind::alert_resolved;  // which closes it
  EXPECT_TRUE(is_wanted(page));
}

TEST_F(WantedTest, the_end_of_an_incident_is_wanted_although_the_run_is_cancelled) {
  domain::Run run;
  run.id = {CountingIds::nth(5)};
  run.tenant = acme;
  run.status = domain::RunStatus::cancelled;
  runs.save(run);
  page.run = run.id;
  page.kind = domain::NotificationKind::workflow_message;
  EXPECT_FALSE(is_wanted(page));

  page.kind = domain::NotificationKind::incident_resolved;
  EXPECT_TRUE(is_wanted(page));
}

TEST_F(WantedTest, an_incident_is_not_opened_when_the_store_is_gone) {
  subscription = a_subscription(1, {an_endpoint(1, Channel::pagerduty, "key")});
  match = a_match({subscription});
  match.about.service = billing;
  ALLOW_CALL(alerts, get(_, _)).RETURN(gone());

  expect_gone(match);
}

TEST_F(WantedTest, a_page_of_an_alert_that_is_no_longer_kept_is_not_wanted) {
  ALLOW_CALL(alerts, get(_, _)).RETURN(fail(ErrorKind::not_found, "it was long ago"));

  EXPECT_FALSE(is_wanted(page));
}

TEST_F(WantedTest, one_of_several_subscriptions_is_enough) {
  match.subscriptions = {subscription_id(2), subscription_id(1)};
  ALLOW_CALL(subscriptions, find(_, subscription_id(2))).RETURN(ports::Subscriptions::Entry{});

  EXPECT_TRUE(is_wanted(match));
}

TEST_F(WantedTest, a_match_on_the_way_to_a_fallback_is_wanted_for_whom_it_was_meant) {
  match.deliveries.front().divert(operators, clock.now());
  EXPECT_TRUE(is_wanted(match));

  subscription.endpoints.clear();
  EXPECT_FALSE(is_wanted(match));
}

TEST_F(WantedTest, a_match_is_not_wanted_by_a_client_that_is_switched_off_or_gone) {
  client.enabled = false;
  EXPECT_FALSE(is_wanted(match));

  ALLOW_CALL(clients, find(_, _)).RETURN(ports::Clients::Entry{});
  EXPECT_FALSE(is_wanted(match));
}

TEST_F(WantedTest, passes_on_that_the_store_is_gone) {
  {
    ALLOW_CALL(alerts, get(_, _)).RETURN(gone());
    expect_gone(page);
  }
  {
    ALLOW_CALL(clients, find(_, _)).RETURN(gone());
    expect_gone(match);
  }
  ALLOW_CALL(subscriptions, find(_, _)).RETURN(gone());
  expect_gone(match);
}

}  // namespace
}  // namespace tocsin::application
