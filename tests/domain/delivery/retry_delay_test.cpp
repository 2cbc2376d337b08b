#include "domain/delivery/delivery.hpp"
#include "tests/builders/delivery.hpp"

namespace tocsin::domain {
namespace {

using namespace std::chrono_literals;
using tests::start_of_test;
using Verdict = AttemptResult::Verdict;

struct StepRow {
  std::uint32_t attempts;
  Duration step;
};

const StepRow steps[] =
    {{1, 1s}, {2, 2s}, {3, 4s}, {4, 8s}, {5, 15s}, {6, 30s}, {7, 60s}, {8, 60s}, {1000, 60s}};

TEST(RetryDelayTest, grows_to_a_minute) {
  for (const auto& row : steps) {
    SCOPED_TRACE(row.attempts);
    EXPECT_EQ(retry_delay(row.attempts, 0.5), row.step);
  }
}

TEST(RetryDelayTest, is_spread_by_a_fifth_to_each_side) {
  for (const auto& row : steps) {
    SCOPED_TRACE(row.attempts);
    EXPECT_EQ(retry_delay(row.attempts, 0.0), row.step * 8 / 10);
    EXPECT_EQ(retry_delay(row.attempts, 1.0), row.step * 12 / 10);
  }
}

TEST(RetryDelayTest, differs_between_notifications_and_stays_within_the_spread) {
  std::vector<Duration> waits;
  for (std::uint64_t n = 0; n < 256; ++n) {
    auto page = tests::a_page(n);
    auto& delivery = page.deliveries.front();
    delivery.start(start_of_test());
    delivery.record(1, {Verdict::try_again, "", {}}, page.spread_of(0), start_of_test());
    waits.push_back(delivery.next_attempt_at - start_of_test());
  }

  const auto [shortest, longest] = std::minmax_element(waits.begin(), waits.end());
  EXPECT_EQ(*shortest, 800ms);
  EXPECT_EQ(*longest, 1200ms);
}

struct RetryAfterRow {
  const char* name;
  Duration asked_for;
  Duration at_least;
  Duration at_most;
};

TEST(RetryDelayTest, honours_what_the_other_side_asked_for_up_to_five_minutes) {
  const RetryAfterRow rows[] = {{"less than our own step", 10ms, 800ms, 1200ms},
                                {"nonsense", -1h, 800ms, 1200ms},
                                {"more", 90s, 90s, 90s},
                                {"the most", 5min, 5min, 5min},
                                {"too much", 6h, 5min, 5min}};

  for (const auto& row : rows) {
    SCOPED_TRACE(row.name);
    auto delivery = delivery_to(tests::alice, start_of_test());
    delivery.start(start_of_test());
    delivery.record(1, {Verdict::try_again, "", row.asked_for}, 0.5, start_of_test());
    EXPECT_GE(delivery.next_attempt_at, start_of_test() + row.at_least);
    EXPECT_LE(delivery.next_attempt_at, start_of_test() + row.at_most);
  }
}

TEST(RetryDelayTest, makes_no_retry_start_early) {
  auto delivery = delivery_to(tests::alice, start_of_test());
  delivery.start(start_of_test());
  delivery.record(1, {Verdict::try_again, "", 30s}, 0.5, start_of_test());

  EXPECT_EQ(delivery.may_start(start_of_test() + 30s - 1ms), StartOutcome::not_due);
  EXPECT_EQ(delivery.may_start(start_of_test() + 30s), StartOutcome::started);
}

}  // namespace
}  // namespace tocsin::domain
