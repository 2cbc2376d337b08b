#include "application/record_attempt.hpp"

#include "tests/application/paging_mocks.hpp"

namespace tocsin::application {
namespace {

using namespace std::chrono_literals;
using namespace tests;  // NOLINT: the words of the tests
using domain::Change;
using domain::NotificationStatus;
using domain::RecordOutcome;
using ports::Count;
using trompeloeil::_;
using End = FakeUnitOfWork::End;
using Verdict = domain::AttemptResult::Verdict;

struct RecordAttemptTest : PagingMocks {
  RecordAttemptTest() { page.deliveries.front().start(clock.now()); }

  RecordAttempt record_attempt{work, outbox, pager, gate, fallbacks, timeline, metrics, clock};
  RecordAttempt::Command command{{page.id, 0}, 1, {Verdict::sent, "250 queued", {}}};
};

TEST_F(RecordAttemptTest, says_whom_it_has_told) {
  REQUIRE_CALL(metrics, count(Count::notifications_sent));
  REQUIRE_CALL(timeline, add(_))
      .LR_WITH(_1.alert == page.alert && _1.at == clock.now())
      .LR_WITH(_1.what == Change::notification_sent && _1.why == "told alice");
  REQUIRE_CALL(outbox, save(_)).LR_WITH(_1.status() == NotificationStatus::sent);

  const auto outcome = record_attempt(command);

  ASSERT_TRUE(outcome);
  EXPECT_EQ(*outcome, RecordOutcome::sent);
  EXPECT_EQ(work.end, End::committed);
}

TEST_F(RecordAttemptTest, calls_a_target_without_a_name_by_its_address) {
  page.deliveries.front().target.id.clear();
  REQUIRE_CALL(timeline, add(_)).LR_WITH(_1.why == "told alice@acme.example");

  EXPECT_TRUE(record_attempt(command));
}

TEST_F(RecordAttemptTest, tries_again_what_may_arrive_later) {
  command.result = {Verdict::try_again, "451 busy", 30s};
  FORBID_CALL(timeline, add(_));
  REQUIRE_CALL(metrics, count(Count::notifications_retried));
  REQUIRE_CALL(outbox, save(_))
      .LR_WITH(_1.status() == NotificationStatus::pending)
      .LR_WITH(_1.deliveries.front().next_attempt_at == clock.now() + 30s);

  const auto outcome = record_attempt(command);

  ASSERT_TRUE(outcome);
  EXPECT_EQ(*outcome, RecordOutcome::retrying);
  EXPECT_EQ(work.end, End::committed);
}

TEST_F(RecordAttemptTest, says_whom_it_could_not_tell) {
  command.result = {Verdict::refused, "550 no such user", {}};
  REQUIRE_CALL(metrics, count(Count::notifications_failed));
  REQUIRE_CALL(timeline, add(_))
      .LR_WITH(_1.what == Change::notification_failed)
      .LR_WITH(_1.why == "could not tell alice: 550 no such user");
  REQUIRE_CALL(outbox, save(_)).LR_WITH(_1.status() == NotificationStatus::failed);

  const auto outcome = record_attempt(command);

  ASSERT_TRUE(outcome);
  EXPECT_EQ(*outcome, RecordOutcome::refused);
}

TEST_F(RecordAttemptTest, gives_up_after_a_day) {
  clock.advance(24h);
  command.result = {Verdict::try_again, "connection refused", {}};
  REQUIRE_CALL(metrics, count(Count::notifications_failed));
  REQUIRE_CALL(timeline, add(_)).LR_WITH(_1.what == Change::notification_failed);

  const auto outcome = record_attempt(command);

  ASSERT_TRUE(outcome);
  EXPECT_EQ(*outcome, RecordOutcome::expired);
}

TEST_F(RecordAttemptTest, tells_nobody_of_a_result_that_came_too_late) {
  command.attempt = 7;
  FORBID_CALL(timeline, add(_));
  FORBID_CALL(metrics, count(_));

  const auto outcome = record_attempt(command);

  ASSERT_TRUE(outcome);
  EXPECT_EQ(*outcome, RecordOutcome::superseded);
}

TEST_F(RecordAttemptTest, is_taken_back_when_the_notification_cannot_be_read) {
  ALLOW_CALL(outbox, get(_)).RETURN(gone());

  expect_taken_back(record_attempt(command));
}

TEST_F(RecordAttemptTest, is_refused_when_it_cannot_be_kept) {
  work.refuses = true;

  expect_refused(record_attempt(command));
}

}  // namespace
}  // namespace tocsin::application
