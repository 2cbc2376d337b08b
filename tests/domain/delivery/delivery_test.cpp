#include "domain/delivery/delivery.hpp"

#include "tests/builders/paging.hpp"

namespace tocsin::domain {
namespace {

using namespace std::chrono_literals;
using tests::alice;
using tests::bob;
using tests::operators;
using tests::start_of_test;
using Verdict = AttemptResult::Verdict;

// How retries are spread does not matter here: see retry_delay_test.
constexpr double spread = 0.5;

Delivery to_alice() { return delivery_to(alice, start_of_test()); }

Delivery started() {
  auto delivery = to_alice();
  delivery.start(start_of_test());
  return delivery;
}

TEST(DeliveryTest, starts_when_it_is_due) {
  auto delivery = to_alice();
  delivery.next_attempt_at = start_of_test() + 4s;

  EXPECT_EQ(delivery.may_start(start_of_test() + 4s - 1ms), StartOutcome::not_due);
  EXPECT_EQ(delivery.attempt_count, 0U);
  EXPECT_EQ(delivery.may_start(start_of_test() + 4s), StartOutcome::started);
  delivery.start(start_of_test() + 4s);

  EXPECT_EQ(delivery.status, DeliveryStatus::sending);
  EXPECT_EQ(delivery.attempt_count, 1U);
  EXPECT_EQ(delivery.attempts,
            (std::vector<Attempt>{{start_of_test() + 4s, AttemptOutcome::in_flight, ""}}));
  EXPECT_TRUE(delivery.is_live());
  EXPECT_TRUE(delivery.is_in_flight());
  EXPECT_FALSE(delivery.has_ended());
}

TEST(DeliveryTest, starts_only_while_it_is_pending) {
  for (const auto status : {DeliveryStatus::sending,
                            DeliveryStatus::sent,
                            DeliveryStatus::failed,
                            DeliveryStatus::cancelled}) {
    auto delivery = to_alice();
    delivery.status = status;
    EXPECT_EQ(delivery.may_start(start_of_test()), StartOutcome::superseded);
    EXPECT_EQ(delivery.attempt_count, 0U);
  }
}

struct VerdictRow {
  const char* name;
  Verdict verdict;
  Duration age;
  bool cancelled;
  RecordOutcome outcome;
  DeliveryStatus status;
  AttemptOutcome attempt;
};

TEST(DeliveryTest, records_what_came_of_an_attempt) {
  using enum DeliveryStatus;
  const auto day = Delivery::lifetime;
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
    auto delivery = started();
    if (row.cancelled) delivery.cancel();

    EXPECT_EQ(delivery.record(1, {row.verdict, "said so", {}}, spread, start_of_test() + row.age),
              row.outcome);

    EXPECT_EQ(delivery.status, row.status);
    EXPECT_EQ(delivery.attempts.back(), (Attempt{start_of_test(), row.attempt, "said so"}));
    EXPECT_FALSE(delivery.is_in_flight());
    EXPECT_EQ(delivery.has_ended(), row.status != DeliveryStatus::pending);
  }
}

TEST(DeliveryTest, waits_as_long_as_a_rate_limit_asks) {
  auto delivery = started();

  EXPECT_EQ(delivery.record(1, {Verdict::limited, "HTTP 429", 8s}, spread, start_of_test()),
            RecordOutcome::retrying);

  EXPECT_EQ(delivery.attempts.back().outcome, AttemptOutcome::try_again);
  EXPECT_EQ(delivery.next_attempt_at, start_of_test() + 8s);
  EXPECT_FALSE(delivery.possibly_repeated);
}

TEST(DeliveryTest, repeats_what_possibly_arrived_twice_at_most_and_slowly) {
  auto delivery = started();
  auto now = start_of_test() + 10min;

  EXPECT_EQ(delivery.record(1, {Verdict::unclear, "no reply", {}}, spread, now),
            RecordOutcome::unclear);
  EXPECT_EQ(delivery.attempts.back(),
            (Attempt{start_of_test(), AttemptOutcome::unclear, "no reply"}));
  EXPECT_TRUE(delivery.possibly_repeated);
  EXPECT_EQ(delivery.next_attempt_at, now + 15min);

  now = delivery.next_attempt_at;
  delivery.start(now);
  EXPECT_EQ(delivery.record(2, {Verdict::unclear, "no reply", {}}, spread, now),
            RecordOutcome::unclear);
  EXPECT_EQ(delivery.next_attempt_at, now + 30min);

  now = delivery.next_attempt_at;
  delivery.start(now);
  EXPECT_EQ(delivery.record(3, {Verdict::unclear, "no reply", {}}, spread, now),
            RecordOutcome::expired);
  EXPECT_EQ(delivery.status, DeliveryStatus::failed);
}

TEST(DeliveryTest, counts_no_crash_among_what_possibly_arrived) {
  auto delivery = started();
  for (int crash = 0; crash < 3; ++crash) {
    delivery.lose_track(start_of_test());
    delivery.start(start_of_test());
  }

  EXPECT_EQ(delivery.record(4, {Verdict::unclear, "no reply", {}}, spread, start_of_test()),
            RecordOutcome::unclear);
  EXPECT_EQ(delivery.next_attempt_at, start_of_test() + 15min);
}

TEST(DeliveryTest, is_tried_again_soon_when_it_surely_did_not_arrive_after_an_unclear_end) {
  auto delivery = started();
  delivery.record(1, {Verdict::unclear, "no reply", {}}, spread, start_of_test());
  delivery.start(start_of_test() + 15min);

  EXPECT_EQ(delivery.record(2, {Verdict::try_again, "451", {}}, spread, start_of_test() + 15min),
            RecordOutcome::retrying);
  EXPECT_EQ(delivery.next_attempt_at, start_of_test() + 15min + 2s);
}

TEST(DeliveryTest, ignores_the_result_of_another_attempt) {
  auto delivery = started();
  delivery.record(1, {Verdict::try_again, "", {}}, spread, start_of_test());
  delivery.start(delivery.next_attempt_at);
  const auto before = delivery;

  EXPECT_EQ(delivery.record(1, {Verdict::sent, "", {}}, spread, start_of_test()),
            RecordOutcome::superseded);
  EXPECT_EQ(delivery.record(3, {Verdict::sent, "", {}}, spread, start_of_test()),
            RecordOutcome::superseded);
  EXPECT_EQ(delivery, before);
}

TEST(DeliveryTest, ignores_a_result_that_is_told_twice) {
  auto delivery = started();
  delivery.record(1, {Verdict::sent, "", {}}, spread, start_of_test());
  const auto before = delivery;

  EXPECT_EQ(delivery.record(1, {Verdict::refused, "", {}}, spread, start_of_test()),
            RecordOutcome::superseded);
  EXPECT_EQ(delivery, before);
}

TEST(DeliveryTest, ignores_a_result_before_any_attempt) {
  auto delivery = to_alice();

  EXPECT_EQ(delivery.record(0, {Verdict::sent, "", {}}, spread, start_of_test()),
            RecordOutcome::superseded);
  EXPECT_EQ(delivery, to_alice());
}

TEST(DeliveryTest, keeps_the_last_attempts_and_counts_them_all) {
  auto delivery = to_alice();
  const auto total = Delivery::attempts_kept + 3;
  for (std::uint32_t attempt = 1; attempt <= total; ++attempt) {
    ASSERT_EQ(delivery.may_start(delivery.next_attempt_at), StartOutcome::started);
    delivery.start(delivery.next_attempt_at);
    const AttemptResult result{Verdict::try_again, "try " + std::to_string(attempt), {}};
    ASSERT_EQ(delivery.record(attempt, result, spread, delivery.next_attempt_at),
              RecordOutcome::retrying);
  }

  EXPECT_EQ(delivery.attempt_count, total);
  ASSERT_EQ(delivery.attempts.size(), Delivery::attempts_kept);
  EXPECT_EQ(delivery.attempts.front().detail, "try 4");
  EXPECT_EQ(delivery.attempts.back().detail, "try 23");
}

TEST(DeliveryTest, is_tried_again_when_its_track_was_lost) {
  auto delivery = started();

  delivery.lose_track(start_of_test() + 1min);

  EXPECT_EQ(delivery.status, DeliveryStatus::pending);
  EXPECT_TRUE(delivery.possibly_repeated);
  EXPECT_EQ(delivery.attempts.back().outcome, AttemptOutcome::unknown);
  EXPECT_EQ(delivery.record(1, {Verdict::sent, "", {}}, spread, start_of_test() + 1min),
            RecordOutcome::superseded);
  EXPECT_EQ(delivery.may_start(start_of_test() + 1min), StartOutcome::started);
  delivery.start(start_of_test() + 1min);
  EXPECT_EQ(delivery.attempt_count, 2U);
}

TEST(DeliveryTest, stays_cancelled_when_its_track_was_lost) {
  auto delivery = started();
  delivery.cancel();

  delivery.lose_track(start_of_test() + 1min);

  EXPECT_EQ(delivery.status, DeliveryStatus::cancelled);
  EXPECT_TRUE(delivery.has_ended());
}

TEST(DeliveryTest, has_no_track_to_lose_when_nothing_is_in_flight) {
  auto delivery = to_alice();

  delivery.lose_track(start_of_test() + 1min);

  EXPECT_EQ(delivery, to_alice());
}

struct CancelRow {
  DeliveryStatus before;
  DeliveryStatus after;
};

TEST(DeliveryTest, is_cancelled_only_while_it_lives) {
  using enum DeliveryStatus;
  const CancelRow rows[] = {{pending, cancelled},
                            {sending, cancelled},
                            {sent, sent},
                            {failed, failed},
                            {cancelled, cancelled}};

  for (const auto& row : rows) {
    auto delivery = to_alice();
    delivery.status = row.before;
    delivery.cancel();
    EXPECT_EQ(delivery.status, row.after);
  }
}

TEST(DeliveryTest, has_not_ended_while_a_cancelled_attempt_is_in_flight) {
  auto delivery = started();

  delivery.cancel();

  EXPECT_FALSE(delivery.is_live());
  EXPECT_FALSE(delivery.has_ended());
}

TEST(DeliveryTest, waits_for_its_slot_or_for_a_channel_that_is_out_of_order) {
  auto delivery = to_alice();

  delivery.postpone(start_of_test() + 2s, true);
  EXPECT_TRUE(delivery.has_slot);
  EXPECT_EQ(delivery.may_start(start_of_test() + 2s - 1ms), StartOutcome::not_due);
  EXPECT_EQ(delivery.may_start(start_of_test() + 2s), StartOutcome::started);

  delivery.postpone(start_of_test() + 9s, false);
  EXPECT_FALSE(delivery.has_slot);
  EXPECT_EQ(delivery.next_attempt_at, start_of_test() + 9s);
}

TEST(DeliveryTest, that_is_urgent_waits_no_longer_than_its_channel) {
  auto delivery = to_alice();
  delivery.has_slot = true;

  EXPECT_TRUE(
      delivery.wait_for_channel(start_of_test() + 10h + 30s, true, "down", start_of_test() + 10h));

  EXPECT_EQ(delivery.next_attempt_at, start_of_test() + 10h + 30s);
  EXPECT_FALSE(delivery.has_slot);
  EXPECT_EQ(delivery.status, DeliveryStatus::pending);
}

TEST(DeliveryTest, asks_for_its_channel_the_less_often_the_longer_it_has_waited) {
  struct Case {
    Duration waited;
    Duration patience;
  };
  for (const auto& [waited, patience] :
       std::vector<Case>{{0s, 30s}, {8min, 30s}, {16min, 1min}, {10h, 5min}, {24h - 1min, 1min}}) {
    auto delivery = to_alice();
    const auto now = start_of_test() + waited;
    EXPECT_TRUE(delivery.wait_for_channel(now + 30s, false, "down", now));
    EXPECT_EQ(delivery.next_attempt_at, now + patience) << to_text(waited);
  }
}

TEST(DeliveryTest, is_given_up_when_it_has_waited_a_day_for_its_channel_and_says_why) {
  auto delivery = to_alice();

  EXPECT_FALSE(delivery.wait_for_channel(
      start_of_test() + 25h, true, "email is down", start_of_test() + 24h));

  EXPECT_EQ(delivery.status, DeliveryStatus::failed);
  EXPECT_TRUE(delivery.has_ended());
  EXPECT_EQ(delivery.attempt_count, 0U);
  EXPECT_EQ(
      delivery.attempts,
      (std::vector<Attempt>{{start_of_test() + 24h, AttemptOutcome::try_again, "email is down"}}));
}

TEST(DeliveryTest, shows_why_it_was_given_up_in_place_of_its_oldest_attempt) {
  auto delivery = to_alice();
  delivery.attempts.resize(Delivery::attempts_kept);

  EXPECT_FALSE(delivery.wait_for_channel(
      start_of_test() + 25h, true, "email is down", start_of_test() + 24h));

  EXPECT_EQ(delivery.attempts.size(), Delivery::attempts_kept);
  EXPECT_EQ(delivery.attempts.back().detail, "email is down");
}

TEST(DeliveryTest, uses_its_slot_up_when_it_starts) {
  auto delivery = to_alice();
  delivery.postpone(start_of_test(), true);

  delivery.start(start_of_test());

  EXPECT_FALSE(delivery.has_slot);
}

TEST(DeliveryTest, goes_to_a_fallback_at_once_and_remembers_whom_it_was_meant_for) {
  auto delivery = started();
  delivery.record(1, {Verdict::refused, "550 no such user", {}}, spread, start_of_test() + 1s);
  delivery.postpone(start_of_test() + 9s, true);

  delivery.divert(bob, start_of_test() + 2s);

  EXPECT_EQ(delivery.target, bob);
  EXPECT_EQ(delivery.meant_for, alice);
  EXPECT_EQ(delivery.status, DeliveryStatus::pending);
  EXPECT_FALSE(delivery.has_slot);
  EXPECT_EQ(delivery.may_start(start_of_test() + 2s), StartOutcome::started);
  EXPECT_EQ(delivery.attempt_count, 1U);

  delivery.divert(operators, start_of_test() + 3s);
  EXPECT_EQ(delivery.target, operators);
  EXPECT_EQ(delivery.meant_for, alice);
}

TEST(DeliveryTest, lives_another_day_when_it_is_revived) {
  auto delivery = started();
  delivery.record(1, {Verdict::refused, "550 no such user", {}}, spread, start_of_test());
  const auto later = start_of_test() + 48h;

  delivery.revive(later);

  EXPECT_EQ(delivery.may_start(later), StartOutcome::started);
  EXPECT_EQ(delivery.gives_up_at, later + Delivery::lifetime);
}

TEST(DeliveryTest, is_revived_for_whom_it_was_meant) {
  auto delivery = to_alice();
  delivery.divert(operators, start_of_test());
  delivery.status = DeliveryStatus::failed;

  delivery.revive(start_of_test() + 1h);

  EXPECT_EQ(delivery.target, alice);
  EXPECT_EQ(delivery.meant_for, std::nullopt);
}

TEST(DeliveryTest, is_revived_only_when_it_was_given_up) {
  using enum DeliveryStatus;
  for (const auto status : {pending, sending, sent, cancelled}) {
    auto delivery = to_alice();
    delivery.status = status;
    const auto before = delivery;

    delivery.revive(start_of_test() + 1h);

    EXPECT_EQ(delivery, before);
  }
}

}  // namespace
}  // namespace tocsin::domain
