#include "application/delivery/record_attempt.hpp"

#include "tests/worlds/paging_mocks.hpp"

namespace tocsin::application {
namespace {

using namespace std::chrono_literals;
using namespace tests;  // NOLINT: the words of the tests
using domain::Change;
using domain::NotificationStatus;
using domain::RecordOutcome;
using ports::Counter;
using trompeloeil::_;
using End = FakeUnitOfWork::End;
using Verdict = domain::AttemptResult::Verdict;

struct RecordAttemptTest : PagingMocks {
  RecordAttemptTest() { page.deliveries.front().start(clock.now()); }

  RecordAttempt::Command command{{page.id, 0}, 1, {Verdict::sent, "250 queued", {}}};

  void given_a_fallback(domain::Channel of, const domain::Target& fallback) {
    fallbacks.by_channel[static_cast<std::size_t>(of)] = fallback;
  }

  unsigned outcomes_of_email() {
    return gate.view(clock.now()).at(static_cast<std::size_t>(domain::Channel::email)).outcomes;
  }
};

TEST_F(RecordAttemptTest, says_whom_it_has_told) {
  REQUIRE_CALL(metrics, count(Counter::notifications_sent));
  REQUIRE_CALL(timeline, add(_))
      .LR_WITH(_1.alert == page.alert && _1.at == clock.now())
      .LR_WITH(_1.what == Change::notification_sent && _1.why == "paged alice");
  REQUIRE_CALL(outbox, save(_)).LR_WITH(_1.status() == NotificationStatus::sent);

  const auto outcome = record_attempt.handle(command);

  ASSERT_TRUE(outcome);
  EXPECT_EQ(*outcome, RecordOutcome::sent);
  EXPECT_EQ(work.end, End::committed);
}

TEST_F(RecordAttemptTest, calls_a_target_without_a_name_by_its_address) {
  page.deliveries.front().target.id.clear();
  REQUIRE_CALL(timeline, add(_)).LR_WITH(_1.why == "paged alice@acme.example");

  EXPECT_TRUE(record_attempt.handle(command));
}

TEST_F(RecordAttemptTest, takes_the_fallback_for_what_possibly_arrived) {
  command.result = {Verdict::unclear, "no reply", {}};
  given_a_fallback(domain::Channel::email, bob);
  REQUIRE_CALL(outbox, save(_))
      .LR_WITH(_1.deliveries.front().target == bob)
      .LR_WITH(_1.deliveries.front().next_attempt_at == clock.now());

  EXPECT_EQ(*record_attempt.handle(command), RecordOutcome::unclear);
}

TEST_F(RecordAttemptTest, repeats_slowly_what_possibly_arrived_if_there_is_no_fallback) {
  command.result = {Verdict::unclear, "no reply", {}};
  FORBID_CALL(timeline, add(_));
  REQUIRE_CALL(metrics, count(Counter::notifications_retried));
  REQUIRE_CALL(outbox, save(_))
      .LR_WITH(_1.deliveries.front().target == alice)
      .LR_WITH(_1.deliveries.front().next_attempt_at == clock.now() + 15min);

  EXPECT_EQ(*record_attempt.handle(command), RecordOutcome::unclear);
}

TEST_F(RecordAttemptTest, lets_a_receiver_rest_that_limits_the_rate) {
  command.result = {Verdict::limited, "HTTP 429", 8s};
  REQUIRE_CALL(outbox, save(_)).LR_WITH(_1.deliveries.front().next_attempt_at == clock.now() + 8s);

  EXPECT_EQ(*record_attempt.handle(command), RecordOutcome::retrying);

  EXPECT_EQ(gate.ask(alice, false, clock.now()).verdict, domain::Admission::Verdict::rest);
}

TEST_F(RecordAttemptTest, tries_again_what_may_arrive_later) {
  command.result = {Verdict::try_again, "451 busy", 30s};
  FORBID_CALL(timeline, add(_));
  REQUIRE_CALL(metrics, count(Counter::notifications_retried));
  REQUIRE_CALL(outbox, save(_))
      .LR_WITH(_1.status() == NotificationStatus::pending)
      .LR_WITH(_1.deliveries.front().next_attempt_at == clock.now() + 30s);

  const auto outcome = record_attempt.handle(command);

  ASSERT_TRUE(outcome);
  EXPECT_EQ(*outcome, RecordOutcome::retrying);
  EXPECT_EQ(work.end, End::committed);
}

TEST_F(RecordAttemptTest, says_whom_it_could_not_tell) {
  command.result = {Verdict::refused, "550 no such user", {}};
  REQUIRE_CALL(metrics, count(Counter::notifications_failed));
  REQUIRE_CALL(timeline, add(_))
      .LR_WITH(_1.what == Change::notification_failed)
      .LR_WITH(_1.why == "could not notify alice: 550 no such user");
  REQUIRE_CALL(outbox, save(_)).LR_WITH(_1.status() == NotificationStatus::failed);

  const auto outcome = record_attempt.handle(command);

  ASSERT_TRUE(outcome);
  EXPECT_EQ(*outcome, RecordOutcome::refused);
}

TEST_F(RecordAttemptTest, gives_up_after_a_day) {
  clock.advance(24h);
  command.result = {Verdict::try_again, "connection refused", {}};
  REQUIRE_CALL(metrics, count(Counter::notifications_failed));
  REQUIRE_CALL(timeline, add(_)).LR_WITH(_1.what == Change::notification_failed);

  const auto outcome = record_attempt.handle(command);

  ASSERT_TRUE(outcome);
  EXPECT_EQ(*outcome, RecordOutcome::expired);
}

TEST_F(RecordAttemptTest, tells_nobody_of_a_result_that_came_too_late) {
  command.attempt = 7;
  FORBID_CALL(timeline, add(_));
  FORBID_CALL(metrics, count(_));

  const auto outcome = record_attempt.handle(command);

  ASSERT_TRUE(outcome);
  EXPECT_EQ(*outcome, RecordOutcome::superseded);
}

TEST_F(RecordAttemptTest, calls_the_console_by_its_name) {
  page.deliveries.front().target = {"", domain::Channel::console, ""};
  REQUIRE_CALL(timeline, add(_)).LR_WITH(_1.why == "paged the console");

  EXPECT_TRUE(record_attempt.handle(command));
}

TEST_F(RecordAttemptTest, goes_to_the_fallback_when_it_was_refused) {
  command.result = {Verdict::refused, "550 no such user", {}};
  given_a_fallback(domain::Channel::email, bob);
  REQUIRE_CALL(metrics, count(Counter::deliveries_diverted));
  FORBID_CALL(metrics, count(Counter::notifications_failed));
  FORBID_CALL(alerts, save(_));
  REQUIRE_CALL(timeline, add(_))
      .LR_WITH(_1.what == Change::notification_failed)
      .LR_WITH(_1.why == "could not notify alice: 550 no such user; notifying bob instead");
  REQUIRE_CALL(outbox, save(_))
      .LR_WITH(_1.deliveries.front().target == bob && _1.deliveries.front().meant_for == alice)
      .LR_WITH(_1.deliveries.front().may_start(clock.now()) == domain::StartOutcome::started);

  const auto outcome = record_attempt.handle(command);

  ASSERT_TRUE(outcome);
  EXPECT_EQ(*outcome, RecordOutcome::refused);
  EXPECT_EQ(work.end, End::committed);
}

TEST_F(RecordAttemptTest, tells_the_gate_how_the_channel_did_once_for_each_attempt) {
  EXPECT_TRUE(record_attempt.handle(command));
  EXPECT_EQ(outcomes_of_email(), 1U);

  command.attempt = 2;  // never started
  EXPECT_TRUE(record_attempt.handle(command));
  page.deliveries.front().record(1, command.result, 0.5, clock.now());
  command.attempt = 1;  // told twice
  EXPECT_TRUE(record_attempt.handle(command));
  page = a_page();
  command.attempt = 0;  // of none
  EXPECT_TRUE(record_attempt.handle(command));

  EXPECT_EQ(outcomes_of_email(), 1U);
}

TEST_F(RecordAttemptTest, writes_no_timeline_for_an_alert_that_is_not_kept_here) {
  page.about.service = {};
  FORBID_CALL(timeline, add(_));

  EXPECT_TRUE(record_attempt.handle(command));
}

TEST_F(RecordAttemptTest, pages_the_next_level_when_nobody_of_this_one_can_be_told) {
  command.result = {Verdict::refused, "550 no such user", {}};
  REQUIRE_CALL(outbox, add(_)).LR_WITH(_1.deliveries.front().target == bob && _1.level == 1);
  REQUIRE_CALL(alerts, save(_)).LR_WITH(_1.escalation->level() == 1);

  EXPECT_TRUE(record_attempt.handle(command));
}

TEST_F(RecordAttemptTest, pages_nobody_because_an_announcement_was_refused) {
  page.kind = domain::NotificationKind::alert_opened;
  command.result = {Verdict::refused, "404 not found", {}};
  FORBID_CALL(outbox, add(_));
  FORBID_CALL(alerts, save(_));

  EXPECT_TRUE(record_attempt.handle(command));
}

TEST_F(RecordAttemptTest, is_taken_back_when_the_alert_of_a_refused_page_cannot_be_read) {
  command.result = {Verdict::refused, "550 no such user", {}};
  ALLOW_CALL(alerts, get(_, _)).RETURN(gone());

  expect_taken_back(record_attempt.handle(command));
}

TEST_F(RecordAttemptTest, is_taken_back_when_the_notification_cannot_be_read) {
  ALLOW_CALL(outbox, get(_)).RETURN(gone());

  expect_taken_back(record_attempt.handle(command));
}

TEST_F(RecordAttemptTest, is_refused_when_it_cannot_be_kept) {
  work.refuses = true;

  expect_refused(record_attempt.handle(command));
}

}  // namespace
}  // namespace tocsin::application
