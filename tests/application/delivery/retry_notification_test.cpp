#include "application/delivery/retry_notification.hpp"

#include "tests/worlds/paging_mocks.hpp"

namespace tocsin::application {
namespace {

using namespace std::chrono_literals;
using namespace tests;  // NOLINT: the words of the tests
using domain::Channel;
using domain::DeliveryStatus;
using domain::NotificationStatus;
using trompeloeil::_;
using End = FakeUnitOfWork::End;

// A notification on two endpoints; one was told, the other could not be, a week ago.
struct RetryNotificationTest : PagingMocks {
  RetryNotificationTest() {
    match.deliveries[0].status = DeliveryStatus::sent;
    match.deliveries[1].status = DeliveryStatus::failed;
    clock.advance(7 * 24h);
  }

  void given_there_was_no_endpoint() { match.deliveries.clear(); }

  void expect_conflict() {
    FORBID_CALL(outbox, revive(_));
    const auto retried = retry_notification.handle(command);
    ASSERT_FALSE(retried);
    EXPECT_EQ(retried.error().kind, ErrorKind::conflict);
    EXPECT_EQ(work.end, End::rolled_back);
  }

  RetryNotification::Command command{acme, notification_id(1)};
  domain::Subscription subscription =
      a_subscription(1,
                     {an_endpoint(1, Channel::slack, "#alerts"),
                      an_endpoint(2, Channel::email, "x@globex.example")});
  domain::Notification match = a_match({subscription});
  Expectation subscriptions_find =
      NAMED_ALLOW_CALL(subscriptions, find(_, _)).LR_RETURN(shared(subscription));
  Expectation find_ended = NAMED_ALLOW_CALL(outbox, find_ended(acme, notification_id(1)))
                               .LR_RETURN(std::optional{match});
  Expectation revive = NAMED_ALLOW_CALL(outbox, revive(_));
};

TEST_F(RetryNotificationTest, tries_again_what_was_given_up_and_nothing_else) {
  REQUIRE_CALL(outbox, revive(_))
      .LR_WITH(_1.deliveries[0] == match.deliveries[0])
      .LR_WITH(_1.deliveries[1].may_start(clock.now()) == domain::StartOutcome::started)
      .LR_WITH(_1.deliveries[1].gives_up_at == clock.now() + 24h);

  const auto retried = retry_notification.handle(command);

  ASSERT_TRUE(retried);
  EXPECT_EQ(retried->status(), NotificationStatus::partial);
  EXPECT_EQ(retried->key_of(1), match.key_of(1));
  EXPECT_EQ(work.end, End::committed);
}

TEST_F(RetryNotificationTest, finds_the_endpoints_that_were_not_there_before) {
  given_there_was_no_endpoint();

  const auto retried = retry_notification.handle(command);

  ASSERT_TRUE(retried);
  EXPECT_EQ(retried->status(), NotificationStatus::pending);
  EXPECT_EQ(retried->deliveries.size(), 2U);
}

TEST_F(RetryNotificationTest, is_a_conflict_when_there_is_still_no_endpoint) {
  given_there_was_no_endpoint();
  subscription.endpoints.clear();

  expect_conflict();
}

TEST_F(RetryNotificationTest, is_a_conflict_when_the_subscription_is_gone_as_well) {
  given_there_was_no_endpoint();
  ALLOW_CALL(subscriptions, find(_, _)).RETURN(ports::Subscriptions::Entry{});

  expect_conflict();
}

TEST_F(RetryNotificationTest, is_a_conflict_when_nothing_has_failed) {
  match.deliveries[1].status = DeliveryStatus::cancelled;

  expect_conflict();
}

TEST_F(RetryNotificationTest, is_not_found_when_there_is_none_that_has_ended) {
  ALLOW_CALL(outbox, find_ended(_, _)).RETURN(no_notification());

  const auto retried = retry_notification.handle(command);

  ASSERT_FALSE(retried);
  EXPECT_EQ(retried.error().kind, ErrorKind::not_found);
  EXPECT_EQ(work.end, End::rolled_back);
}

TEST_F(RetryNotificationTest, is_taken_back_when_the_notification_cannot_be_read) {
  ALLOW_CALL(outbox, find_ended(_, _)).RETURN(gone());

  expect_taken_back(retry_notification.handle(command));
}

TEST_F(RetryNotificationTest, is_taken_back_when_the_subscriptions_cannot_be_read) {
  given_there_was_no_endpoint();
  ALLOW_CALL(subscriptions, find(_, _)).RETURN(gone());

  expect_taken_back(retry_notification.handle(command));
}

TEST_F(RetryNotificationTest, is_refused_when_it_cannot_be_kept) {
  work.refuses = true;

  expect_refused(retry_notification.handle(command));
}

}  // namespace
}  // namespace tocsin::application
