#include "application/start_attempt.hpp"

#include "tests/application/paging_mocks.hpp"

namespace tocsin::application {
namespace {

using namespace std::chrono_literals;
using namespace tests;  // NOLINT: the words of the tests
using domain::DeliveryStatus;
using domain::NotificationKind;
using domain::NotificationStatus;
using trompeloeil::_;
using End = FakeUnitOfWork::End;

struct StartAttemptTest : PagingMocks {
  StartAttempt start_attempt{work, outbox, wanted, gate, fallbacks, metrics, clock};
  StartAttempt::Command command{{page.id, 0}};
};

TEST_F(StartAttemptTest, keeps_the_start_before_anything_is_sent) {
  REQUIRE_CALL(outbox, save(_))
      .LR_WITH(_1.deliveries.front().status == DeliveryStatus::sending)
      .LR_WITH(_1.deliveries.front().attempt_count == 1);

  const auto started = start_attempt(command);

  ASSERT_TRUE(started);
  ASSERT_TRUE(*started);
  EXPECT_EQ((*started)->notification, page.id);
  EXPECT_EQ((*started)->target, alice);
  EXPECT_EQ((*started)->attempt, 1U);
  EXPECT_EQ(work.end, End::committed);
}

TEST_F(StartAttemptTest, starts_no_page_of_an_alert_that_is_acknowledged) {
  kept.acknowledge("alice", clock.now());
  REQUIRE_CALL(outbox, save(_)).LR_WITH(_1.status() == NotificationStatus::cancelled);

  const auto started = start_attempt(command);

  ASSERT_TRUE(started);
  EXPECT_FALSE(*started);
  EXPECT_EQ(work.end, End::committed);
}

TEST_F(StartAttemptTest, starts_no_page_of_an_alert_that_is_resolved) {
  kept.resolve("alice", clock.now());
  REQUIRE_CALL(outbox, save(_)).LR_WITH(_1.status() == NotificationStatus::cancelled);

  const auto started = start_attempt(command);

  ASSERT_TRUE(started);
  EXPECT_FALSE(*started);
  EXPECT_EQ(work.end, End::committed);
}

TEST_F(StartAttemptTest, starts_an_announcement_whatever_has_become_of_the_alert) {
  page.kind = NotificationKind::alert_resolved;
  kept.resolve("alice", clock.now());

  const auto started = start_attempt(command);

  ASSERT_TRUE(started);
  EXPECT_TRUE(*started);
}

TEST_F(StartAttemptTest, starts_nothing_before_it_is_due) {
  page.deliveries.front().next_attempt_at = clock.now() + 1ms;
  FORBID_CALL(outbox, save(_));

  const auto started = start_attempt(command);

  ASSERT_TRUE(started);
  EXPECT_FALSE(*started);
}

TEST_F(StartAttemptTest, starts_nothing_that_is_being_sent_already) {
  page.deliveries.front().start(clock.now());
  FORBID_CALL(outbox, save(_));

  const auto started = start_attempt(command);

  ASSERT_TRUE(started);
  EXPECT_FALSE(*started);
}

TEST_F(StartAttemptTest, is_taken_back_when_the_notification_cannot_be_read) {
  ALLOW_CALL(outbox, get(_)).RETURN(gone());

  expect_taken_back(start_attempt(command));
}

TEST_F(StartAttemptTest, is_taken_back_when_the_alert_cannot_be_read) {
  ALLOW_CALL(alerts, get(_, _)).RETURN(gone());

  expect_taken_back(start_attempt(command));
}

TEST_F(StartAttemptTest, sends_nothing_whose_start_cannot_be_kept) {
  work.refuses = true;

  expect_refused(start_attempt(command));
}

TEST_F(StartAttemptTest, is_refused_when_a_cancel_cannot_be_kept) {
  kept.acknowledge("alice", clock.now());
  work.refuses = true;

  expect_refused(start_attempt(command));
}

}  // namespace
}  // namespace tocsin::application
