#include "domain/delivery/rest.hpp"

#include "tests/builders/paging.hpp"

namespace tocsin::domain {
namespace {

using namespace std::chrono_literals;

struct RestTest : testing::Test {
  std::optional<Duration> wait() const {
    const auto at = rest.ask_again_at(now);
    return at ? std::optional{*at - now} : std::nullopt;
  }

  Time now = tests::start_of_test();
  Rest rest;
};

TEST_F(RestTest, lasts_as_long_as_it_was_asked_for) {
  EXPECT_EQ(wait(), std::nullopt);
  rest.begin(8s, now, now);

  EXPECT_EQ(wait(), 8s);
  now += 8s - 1ms;
  EXPECT_EQ(wait(), 1ms);
  now += 1ms;
  EXPECT_EQ(wait(), std::nullopt);
}

TEST_F(RestTest, lasts_five_minutes_at_most) {
  rest.begin(1h, now, now);

  EXPECT_EQ(wait(), 5min);
}

TEST_F(RestTest, lets_one_go_first_and_the_others_after_its_success) {
  rest.begin(8s, now, now);
  now += 8s;
  rest.admit(now);
  EXPECT_EQ(wait(), 1s);

  rest.end(now);

  EXPECT_TRUE(rest.is_over());
  EXPECT_EQ(wait(), std::nullopt);
}

TEST_F(RestTest, begins_anew_when_the_first_one_is_too_many) {
  rest.begin(8s, now, now);
  now += 8s;
  rest.admit(now);
  rest.begin(3s, now, now + 1s);

  EXPECT_EQ(wait(), 4s);
}

TEST_F(RestTest, does_not_wait_forever_for_the_first_one) {
  rest.begin(8s, now, now);
  now += 8s;
  rest.admit(now);
  now += 11s;

  EXPECT_EQ(wait(), std::nullopt);
}

TEST_F(RestTest, lasts_longer_each_time_that_nobody_says_how_long) {
  for (const auto expected : {1s, 2s, 4s, 8s}) {
    rest.begin({}, now, now);
    EXPECT_EQ(wait(), expected);
    now += expected;
    rest.admit(now);
  }
  rest.end(now);
  rest.begin({}, now, now);
  EXPECT_EQ(wait(), 1s);
}

TEST_F(RestTest, counts_once_what_was_in_flight_together) {
  const auto together = now;
  for (int n = 0; n < 5; ++n) {
    now += 100ms;
    rest.begin({}, together, now);
  }
  EXPECT_EQ(wait(), 1s);

  rest.end(together);  // one of them was not too many
  EXPECT_EQ(wait(), 1s);
}

}  // namespace
}  // namespace tocsin::domain
