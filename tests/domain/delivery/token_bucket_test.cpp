#include "domain/delivery/token_bucket.hpp"

#include <limits>
#include <random>
#include <set>

#include "tests/builders/kernel.hpp"

namespace tocsin::domain {
namespace {

using namespace std::chrono_literals;

const Time now = tests::start_of_test();

std::vector<Duration> slots(TokenBucket& bucket, int count, Time at = now) {
  std::vector<Duration> reserved;
  for (int n = 0; n < count; ++n)
    reserved.push_back(bucket.reserve(at) - at);
  return reserved;
}

TEST(TokenBucketTest, gives_the_burst_at_once_and_then_a_slot_for_each_token_to_come) {
  TokenBucket bucket{RateLimit{2, 3}};
  EXPECT_EQ(slots(bucket, 6), (std::vector<Duration>{0ms, 0ms, 0ms, 500ms, 1000ms, 1500ms}));
}

TEST(TokenBucketTest, gives_everyone_who_waits_a_slot_of_his_own) {
  TokenBucket bucket{RateLimit{10, 1}};

  std::set<Time> distinct;
  for (int n = 0; n < 1000; ++n)
    distinct.insert(bucket.reserve(now + Duration{n % 7}));
  EXPECT_EQ(distinct.size(), 1000U);
  EXPECT_EQ(*distinct.rbegin() - now, 99'900ms);
}

TEST(TokenBucketTest, never_gives_a_slot_too_early) {
  TokenBucket bucket{RateLimit{3, 1}};
  EXPECT_EQ(slots(bucket, 4), (std::vector<Duration>{0ms, 334ms, 667ms, 1000ms}));
}

TEST(TokenBucketTest, fills_again_with_time_up_to_its_burst) {
  TokenBucket bucket{RateLimit{2, 4}};
  slots(bucket, 4);
  EXPECT_EQ(bucket.tokens(now), 0);
  EXPECT_FALSE(bucket.is_full(now));

  EXPECT_EQ(bucket.tokens(now + 500ms), 1);
  EXPECT_EQ(bucket.tokens(now + 1250ms), 2.5);
  EXPECT_FALSE(bucket.is_full(now + 1999ms));
  EXPECT_TRUE(bucket.is_full(now + 2s));
  EXPECT_EQ(bucket.tokens(now + 1h), 4);

  EXPECT_EQ(slots(bucket, 5, now + 1h), (std::vector<Duration>{0ms, 0ms, 0ms, 0ms, 500ms}));
}

TEST(TokenBucketTest, gives_no_more_than_has_dropped_in_when_it_is_partly_full) {
  TokenBucket bucket{RateLimit{1, 2}};
  slots(bucket, 2);
  EXPECT_EQ(slots(bucket, 2, now + 1500ms), (std::vector<Duration>{0ms, 500ms}));
}

TEST(TokenBucketTest, shows_how_far_ahead_it_is_reserved) {
  TokenBucket bucket{RateLimit{2, 1}};
  EXPECT_EQ(bucket.reserved_ahead(now), 0ms);

  slots(bucket, 5);
  EXPECT_EQ(bucket.reserved_ahead(now), 2s);
  EXPECT_EQ(bucket.tokens(now), 0);
  EXPECT_EQ(bucket.reserved_ahead(now + 1500ms), 500ms);
  EXPECT_EQ(bucket.reserved_ahead(now + 1min), 0ms);
}

TEST(TokenBucketTest, has_no_limit_when_none_is_given) {
  TokenBucket bucket;
  for (int n = 0; n < 1000; ++n)
    ASSERT_EQ(bucket.reserve(now), now);

  EXPECT_EQ(bucket.tokens(now), std::numeric_limits<double>::infinity());
  EXPECT_TRUE(bucket.is_full(now));
  EXPECT_EQ(bucket.reserved_ahead(now), 0ms);
}

TEST(TokenBucketTest, is_still_exact_after_ten_busy_years) {
  TokenBucket bucket{RateLimit{1.0 / 300, 1}};  // one in five minutes
  constexpr int five_minutes_of_ten_years = 10 * 365 * 24 * 12;

  Time slot;
  for (int n = 0; n <= five_minutes_of_ten_years; ++n)
    slot = bucket.reserve(now);
  const auto error = slot - now - 5min * five_minutes_of_ten_years;
  EXPECT_GE(error, 0ms);
  EXPECT_LE(error, 1ms);
}

TEST(TokenBucketTest, keeps_its_rate_whatever_the_pauses) {
  const RateLimit limit{7.3, 20};
  TokenBucket bucket{limit};
  constexpr unsigned seed = 4711;
  std::mt19937 chance{seed};  // NOLINT: the same each time
  std::uniform_int_distribution<int> pause{0, 260};

  auto at = now;
  std::vector<Time> given;
  for (int n = 0; n < 20'000; ++n) {
    at += Duration{pause(chance)};
    given.push_back(bucket.reserve(at));
    ASSERT_GE(given.back(), at);
  }

  for (const std::size_t span : {20U, 21U, 50U, 1000U, 19'999U}) {
    const auto least = (static_cast<double>(span) + 1 - limit.burst) * 1000 / limit.per_second;
    for (std::size_t first = 0; first + span < given.size(); ++first) {
      const auto took = static_cast<double>((given[first + span] - given[first]).count());
      ASSERT_GE(took, least - 1) << "seed " << seed << ", span " << span << ", first " << first;
    }
  }
}

TEST(TokenBucketTest, reserves_ten_years_ahead_at_most) {
  TokenBucket bucket{RateLimit{1e-300, 1}};
  EXPECT_EQ(bucket.reserve(now), now);
  EXPECT_EQ(bucket.reserve(now), now + TokenBucket::horizon);
  EXPECT_EQ(bucket.reserved_ahead(now), TokenBucket::horizon);
}

TEST(TokenBucketTest, can_be_as_large_as_numbers_go) {
  TokenBucket bucket{RateLimit{1e-300, 1e300}};
  EXPECT_EQ(bucket.reserve(now), now);
  EXPECT_EQ(bucket.reserved_ahead(now), 0ms);
}

}  // namespace
}  // namespace tocsin::domain
