#include "application/paging/time_out_acknowledgement.hpp"

#include "tests/worlds/paging_mocks.hpp"

namespace tocsin::application {
namespace {

using namespace std::chrono_literals;
using namespace tests;  // NOLINT: the words of the tests
using domain::Change;
using domain::EscalationState;
using domain::TimeoutOutcome;
using trompeloeil::_;
using End = FakeUnitOfWork::End;

struct TimeOutAcknowledgementTest : PagingMocks {
  TimeOutAcknowledgement::Command command{acme, kept.id, 0};
};

TEST_F(TimeOutAcknowledgementTest, pages_the_next_level_with_a_timer_of_the_next_epoch) {
  REQUIRE_CALL(outbox, add(_)).LR_WITH(_1.deliveries.front().target == bob && _1.level == 1);
  REQUIRE_CALL(timers, set(_)).LR_WITH(_1.epoch == 1 && _1.due == clock.now() + 15min);
  REQUIRE_CALL(timeline, add(_)).LR_WITH(_1.what == Change::escalated);
  REQUIRE_CALL(alerts, save(_)).LR_WITH(_1.escalation->level() == 1);

  const auto outcome = time_out_acknowledgement.handle(command);

  ASSERT_TRUE(outcome);
  EXPECT_EQ(*outcome, TimeoutOutcome::escalated);
  EXPECT_EQ(work.end, End::committed);
}

TEST_F(TimeOutAcknowledgementTest, cancels_the_timer_after_the_last_level) {
  kept.time_out(0, clock.now());
  command.epoch = 1;
  FORBID_CALL(outbox, add(_));
  REQUIRE_CALL(timers, cancel(kept.id));
  REQUIRE_CALL(metrics, count(ports::Counter::escalations_exhausted));
  REQUIRE_CALL(timeline, add(_)).LR_WITH(_1.what == Change::exhausted);
  REQUIRE_CALL(alerts, save(_)).LR_WITH(_1.escalation->state() == EscalationState::exhausted);

  const auto outcome = time_out_acknowledgement.handle(command);

  ASSERT_TRUE(outcome);
  EXPECT_EQ(*outcome, TimeoutOutcome::exhausted);
  EXPECT_EQ(work.end, End::committed);
}

TEST_F(TimeOutAcknowledgementTest, changes_nothing_for_an_old_epoch) {
  command.epoch = 7;
  FORBID_CALL(outbox, add(_));
  FORBID_CALL(timers, set(_));
  FORBID_CALL(alerts, save(_));
  ALLOW_CALL(timers, due_of(_)).LR_RETURN(clock.now() + 1min);

  const auto outcome = time_out_acknowledgement.handle(command);

  ASSERT_TRUE(outcome);
  EXPECT_EQ(*outcome, TimeoutOutcome::superseded);
}

TEST_F(TimeOutAcknowledgementTest, forgets_a_timer_that_is_due_and_means_nothing_any_more) {
  command.epoch = 7;
  ALLOW_CALL(timers, due_of(_)).LR_RETURN(clock.now());
  REQUIRE_CALL(timers, cancel(_));

  const auto outcome = time_out_acknowledgement.handle(command);

  ASSERT_TRUE(outcome);
  EXPECT_EQ(*outcome, TimeoutOutcome::superseded);
}

TEST_F(TimeOutAcknowledgementTest, is_taken_back_when_the_alert_cannot_be_read) {
  ALLOW_CALL(alerts, get(_, _)).RETURN(gone());

  expect_taken_back(time_out_acknowledgement.handle(command));
}

TEST_F(TimeOutAcknowledgementTest, is_refused_when_it_cannot_be_kept) {
  work.refuses = true;

  expect_refused(time_out_acknowledgement.handle(command));
}

}  // namespace
}  // namespace tocsin::application
