#include "domain/notification.hpp"

#include "tests/support/builders.hpp"

namespace tocsin::domain {
namespace {

using namespace std::chrono_literals;
using tests::a_page;
using Verdict = AttemptResult::Verdict;

const Time made = tests::start_of_test();

Notification started() {
  auto page = a_page();
  page.start(made);
  return page;
}

TEST(NotificationTest, tells_of_the_alert_as_it_was) {
  auto alert = tests::an_alert();
  alert.manager = EventManagerId{"database-team"};
  alert.child_count = 2;
  alert.acknowledge("alice", made);

  const AlertFacts expected{EventManagerId{"database-team"},
                            tests::billing,
                            "disk-full",
                            "disk is full",
                            tests::severity("high"),
                            AlertStatus::acknowledged,
                            AlertType::parent,
                            2,
                            made + 1s};
  EXPECT_EQ(facts_of(alert, made + 1s), expected);
}

TEST(NotificationTest, starts_when_it_is_due) {
  auto page = a_page();
  page.next_attempt_at = made + 4s;

  EXPECT_EQ(page.start(made + 4s - 1ms), StartOutcome::not_due);
  EXPECT_EQ(page.attempt_count, 0U);
  EXPECT_EQ(page.start(made + 4s), StartOutcome::started);

  EXPECT_EQ(page.status, NotificationStatus::sending);
  EXPECT_EQ(page.attempt_count, 1U);
  EXPECT_EQ(page.attempts, (std::vector<Attempt>{{made + 4s, AttemptOutcome::in_flight, ""}}));
  EXPECT_TRUE(page.is_live());
  EXPECT_TRUE(page.is_in_flight());
  EXPECT_FALSE(page.has_ended());
}

TEST(NotificationTest, starts_only_while_it_is_pending) {
  for (const auto status : {NotificationStatus::sending,
                            NotificationStatus::sent,
                            NotificationStatus::failed,
                            NotificationStatus::cancelled}) {
    auto page = a_page();
    page.status = status;
    EXPECT_EQ(page.start(made), StartOutcome::superseded);
    EXPECT_EQ(page.attempt_count, 0U);
  }
}

struct VerdictRow {
  const char* name;
  Verdict verdict;
  Duration age;
  bool cancelled;
  RecordOutcome outcome;
  NotificationStatus status;
  AttemptOutcome attempt;
};

TEST(NotificationTest, records_what_came_of_an_attempt) {
  using enum NotificationStatus;
  const auto day = Notification::lifetime;
  const VerdictRow rows[] = {
      {"it arrived", Verdict::sent, 1s, false, RecordOutcome::sent, sent, AttemptOutcome::sent},
      {"later",
       Verdict::try_again,
       1s,
       false,
       RecordOutcome::retrying,
       pending,
       AttemptOutcome::try_again},
      {"never",
       Verdict::refused,
       1s,
       false,
       RecordOutcome::refused,
       failed,
       AttemptOutcome::refused},
      {"just in time",
       Verdict::try_again,
       day - 1ms,
       false,
       RecordOutcome::retrying,
       pending,
       AttemptOutcome::try_again},
      {"too old to help",
       Verdict::try_again,
       day,
       false,
       RecordOutcome::expired,
       failed,
       AttemptOutcome::try_again},
      {"late, but it arrived",
       Verdict::sent,
       day,
       false,
       RecordOutcome::sent,
       sent,
       AttemptOutcome::sent},
      {"cancelled, but it arrived",
       Verdict::sent,
       1s,
       true,
       RecordOutcome::sent,
       sent,
       AttemptOutcome::sent},
      {"cancelled, not tried again",
       Verdict::try_again,
       1s,
       true,
       RecordOutcome::superseded,
       cancelled,
       AttemptOutcome::try_again},
      {"cancelled, and refused",
       Verdict::refused,
       1s,
       true,
       RecordOutcome::superseded,
       cancelled,
       AttemptOutcome::refused},
  };

  for (const auto& row : rows) {
    SCOPED_TRACE(row.name);
    auto page = started();
    if (row.cancelled) page.cancel();

    EXPECT_EQ(page.record(1, {row.verdict, "said so", {}}, made + row.age), row.outcome);

    EXPECT_EQ(page.status, row.status);
    EXPECT_EQ(page.attempts.back(), (Attempt{made, row.attempt, "said so"}));
    EXPECT_FALSE(page.is_in_flight());
    EXPECT_EQ(page.has_ended(), row.status != NotificationStatus::pending);
  }
}

TEST(NotificationTest, ignores_the_result_of_another_attempt) {
  auto page = started();
  page.record(1, {Verdict::try_again, "", {}}, made);
  page.start(page.next_attempt_at);
  const auto before = page;

  EXPECT_EQ(page.record(1, {Verdict::sent, "", {}}, made), RecordOutcome::superseded);
  EXPECT_EQ(page.record(3, {Verdict::sent, "", {}}, made), RecordOutcome::superseded);
  EXPECT_EQ(page, before);
}

TEST(NotificationTest, ignores_a_result_that_is_told_twice) {
  auto page = started();
  page.record(1, {Verdict::sent, "", {}}, made);
  const auto before = page;

  EXPECT_EQ(page.record(1, {Verdict::refused, "", {}}, made), RecordOutcome::superseded);
  EXPECT_EQ(page, before);
}

TEST(NotificationTest, ignores_a_result_before_any_attempt) {
  auto page = a_page();

  EXPECT_EQ(page.record(0, {Verdict::sent, "", {}}, made), RecordOutcome::superseded);
  EXPECT_EQ(page, a_page());
}

TEST(NotificationTest, keeps_the_last_attempts_and_counts_them_all) {
  auto page = a_page();
  const auto total = Notification::attempts_kept + 3;
  for (std::uint32_t attempt = 1; attempt <= total; ++attempt) {
    ASSERT_EQ(page.start(page.next_attempt_at), StartOutcome::started);
    const AttemptResult delivery{Verdict::try_again, "try " + std::to_string(attempt), {}};
    ASSERT_EQ(page.record(attempt, delivery, page.next_attempt_at), RecordOutcome::retrying);
  }

  EXPECT_EQ(page.attempt_count, total);
  ASSERT_EQ(page.attempts.size(), Notification::attempts_kept);
  EXPECT_EQ(page.attempts.front().detail, "try 4");
  EXPECT_EQ(page.attempts.back().detail, "try 23");
}

TEST(NotificationTest, is_tried_again_with_the_same_key_when_its_track_was_lost) {
  auto page = started();

  page.lose_track(made + 1min);

  EXPECT_EQ(page.id, a_page().id);
  EXPECT_EQ(page.status, NotificationStatus::pending);
  EXPECT_TRUE(page.possibly_repeated);
  EXPECT_EQ(page.attempts.back().outcome, AttemptOutcome::unknown);
  EXPECT_EQ(page.record(1, {Verdict::sent, "", {}}, made + 1min), RecordOutcome::superseded);
  EXPECT_EQ(page.start(made + 1min), StartOutcome::started);
  EXPECT_EQ(page.attempt_count, 2U);
}

TEST(NotificationTest, stays_cancelled_when_its_track_was_lost) {
  auto page = started();
  page.cancel();

  page.lose_track(made + 1min);

  EXPECT_EQ(page.status, NotificationStatus::cancelled);
  EXPECT_TRUE(page.has_ended());
}

TEST(NotificationTest, has_no_track_to_lose_when_nothing_is_in_flight) {
  auto page = a_page();

  page.lose_track(made + 1min);

  EXPECT_EQ(page, a_page());
}

struct CancelRow {
  NotificationStatus before;
  NotificationStatus after;
};

TEST(NotificationTest, is_cancelled_only_while_it_lives) {
  using enum NotificationStatus;
  const CancelRow rows[] = {{pending, cancelled},
                            {sending, cancelled},
                            {sent, sent},
                            {failed, failed},
                            {cancelled, cancelled}};

  for (const auto& row : rows) {
    auto page = a_page();
    page.status = row.before;
    page.cancel();
    EXPECT_EQ(page.status, row.after);
  }
}

TEST(NotificationTest, has_not_ended_while_a_cancelled_attempt_is_in_flight) {
  auto page = started();

  page.cancel();

  EXPECT_FALSE(page.is_live());
  EXPECT_FALSE(page.has_ended());
}

}  // namespace
}  // namespace tocsin::domain
