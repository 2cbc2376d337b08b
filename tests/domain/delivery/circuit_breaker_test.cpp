#include "domain/delivery/circuit_breaker.hpp"

#include "tests/builders/kernel.hpp"

namespace tocsin::domain {
namespace {

using namespace std::chrono_literals;
using tests::start_of_test;

class CircuitBreakerTest : public ::testing::Test {
 protected:
  // One attempt after the other: '.' went well, 'x' failed.
  void told(std::string_view outcomes) {
    for (const char outcome : outcomes) {
      ASSERT_TRUE(breaker.admit(now));
      breaker.record(outcome == '.', now, now);
    }
  }

  void opened() {
    told("xxxxxxxxxx");
    ASSERT_EQ(breaker.state(now), BreakerState::open);
  }

  // Open, and its time is over.
  void half_opened() {
    opened();
    now += 30s;
    ASSERT_EQ(breaker.state(now), BreakerState::half_open);
  }

  Time now = start_of_test();
  CircuitBreaker breaker;
};

TEST_F(CircuitBreakerTest, is_closed_at_first) {
  EXPECT_EQ(breaker.state(now), BreakerState::closed);
  EXPECT_TRUE(breaker.admits(now));
  EXPECT_EQ(breaker.retry_at(now), std::nullopt);
  EXPECT_EQ(breaker.failures(), 0U);
  EXPECT_EQ(breaker.outcomes(), 0U);
}

struct WindowRow {
  const char* name;
  const char* outcomes;
  unsigned failures;
  BreakerState state;
};

const WindowRow windows[] = {
    {"five of ten", ".x.x.x.x.x", 5, BreakerState::open},
    {"five of ten, the failures first", "xxxxx.....", 5, BreakerState::open},
    {"ten of ten", "xxxxxxxxxx", 10, BreakerState::open},
    {"four of ten", ".x.x.x.x..", 4, BreakerState::closed},
    {"nine of nine: the window is not full", "xxxxxxxxx", 9, BreakerState::closed},
    {"five of the last ten", "xxxx..........x.x.x.x.x", 5, BreakerState::open},
    {"five, but one of them too long ago", "x..........xxxx", 4, BreakerState::closed},
    {"none", "..........", 0, BreakerState::closed},
};

TEST_F(CircuitBreakerTest, opens_when_half_of_the_last_ten_have_failed) {
  for (const auto& row : windows) {
    SCOPED_TRACE(row.name);
    breaker = CircuitBreaker{};
    told(row.outcomes);

    EXPECT_EQ(breaker.state(now), row.state);
    EXPECT_EQ(breaker.failures(), row.failures);
    EXPECT_EQ(breaker.admits(now), row.state == BreakerState::closed);
  }
}

TEST_F(CircuitBreakerTest, counts_at_most_ten_outcomes) {
  told("...............");
  EXPECT_EQ(breaker.outcomes(), 10U);
}

TEST_F(CircuitBreakerTest, admits_nothing_for_thirty_seconds_after_it_has_opened) {
  opened();
  const auto opened_at = now;

  for (const auto passed : {0ms, 1ms, 29'999ms}) {
    now = opened_at + passed;
    EXPECT_EQ(breaker.state(now), BreakerState::open);
    EXPECT_FALSE(breaker.admits(now));
    EXPECT_FALSE(breaker.admit(now));
    EXPECT_EQ(breaker.retry_at(now), opened_at + 30s);
  }

  now = opened_at + 30s;
  EXPECT_EQ(breaker.state(now), BreakerState::half_open);
  EXPECT_TRUE(breaker.admits(now));
  EXPECT_EQ(breaker.retry_at(now), std::nullopt);
}

TEST_F(CircuitBreakerTest, admits_one_probe_at_a_time_when_half_open) {
  half_opened();

  EXPECT_TRUE(breaker.admit(now));
  EXPECT_FALSE(breaker.admit(now));
  EXPECT_FALSE(breaker.admit(now + 10s));
  EXPECT_EQ(breaker.state(now + 10s), BreakerState::half_open);
  EXPECT_EQ(breaker.retry_at(now + 10s), now + 11s);
}

TEST_F(CircuitBreakerTest, takes_no_probe_when_it_is_only_asked_whether_it_would) {
  half_opened();

  EXPECT_TRUE(breaker.admits(now));
  EXPECT_TRUE(breaker.admits(now));
  EXPECT_TRUE(breaker.admit(now));
}

TEST_F(CircuitBreakerTest, closes_when_the_probe_goes_well_and_forgets_its_failures) {
  half_opened();
  ASSERT_TRUE(breaker.admit(now));

  breaker.record(true, now, now + 1s);
  now += 1s;

  EXPECT_EQ(breaker.state(now), BreakerState::closed);
  EXPECT_EQ(breaker.retry_at(now), std::nullopt);
  EXPECT_EQ(breaker.failures(), 0U);
  EXPECT_EQ(breaker.outcomes(), 0U);
  told("xxxxxxxxx");
  EXPECT_EQ(breaker.state(now), BreakerState::closed);
  told("x");
  EXPECT_EQ(breaker.state(now), BreakerState::open);
}

TEST_F(CircuitBreakerTest, opens_for_another_thirty_seconds_when_the_probe_fails) {
  half_opened();
  ASSERT_TRUE(breaker.admit(now));

  breaker.record(false, now, now + 5s);

  EXPECT_EQ(breaker.state(now + 5s), BreakerState::open);
  EXPECT_EQ(breaker.retry_at(now + 5s), now + 35s);
  EXPECT_FALSE(breaker.admit(now + 35s - 1ms));
  EXPECT_TRUE(breaker.admit(now + 35s));
}

TEST_F(CircuitBreakerTest, shows_the_failures_that_opened_it_until_it_closes) {
  told(".x.x.x.x.x");
  EXPECT_EQ(breaker.failures(), 5U);

  now += 30s;
  ASSERT_TRUE(breaker.admit(now));
  breaker.record(false, now, now);
  EXPECT_EQ(breaker.failures(), 5U);
  EXPECT_EQ(breaker.outcomes(), 10U);
}

TEST_F(CircuitBreakerTest, gives_a_probe_that_never_reports_a_successor) {
  half_opened();
  ASSERT_TRUE(breaker.admit(now));

  EXPECT_FALSE(breaker.admit(now + 11s - 1ms));
  EXPECT_TRUE(breaker.admit(now + 11s));
  EXPECT_FALSE(breaker.admit(now + 11s));
}

TEST_F(CircuitBreakerTest, believes_a_probe_that_reports_after_its_successor_has_gone) {
  half_opened();
  const auto first = now;
  ASSERT_TRUE(breaker.admit(first));
  ASSERT_TRUE(breaker.admit(first + 30s));

  breaker.record(true, first, first + 31s);
  EXPECT_EQ(breaker.state(first + 31s), BreakerState::closed);
}

TEST_F(CircuitBreakerTest, is_not_closed_by_an_attempt_from_before_it_opened) {
  const auto before = now;
  ASSERT_TRUE(breaker.admit(before));
  now += 1s;
  opened();

  breaker.record(true, before, now + 1s);
  EXPECT_EQ(breaker.state(now + 1s), BreakerState::open);
  breaker.record(true, now, now + 1s);  // admitted in the very moment of its opening
  EXPECT_EQ(breaker.state(now + 1s), BreakerState::open);
}

TEST_F(CircuitBreakerTest, does_not_take_an_attempt_from_before_it_opened_for_its_probe) {
  const auto before = now;
  half_opened();
  ASSERT_TRUE(breaker.admit(now));

  for (const bool ok : {true, false}) {
    breaker.record(ok, before, now + 1s);
    EXPECT_EQ(breaker.state(now + 1s), BreakerState::half_open);
    EXPECT_EQ(breaker.retry_at(now + 1s), now + 11s);
  }
}

TEST_F(CircuitBreakerTest, does_not_stay_open_longer_for_a_failure_from_before_it_opened) {
  const auto before = now;
  opened();

  breaker.record(false, before, now + 20s);
  EXPECT_EQ(breaker.retry_at(now + 20s), now + 30s);
}

TEST_F(CircuitBreakerTest, has_no_use_for_old_failures_after_it_has_closed) {
  const auto before = now;
  half_opened();
  told(".");
  ASSERT_EQ(breaker.state(now), BreakerState::closed);

  breaker.record(false, before, now + 1s);
  EXPECT_EQ(breaker.outcomes(), 0U);
}

TEST_F(CircuitBreakerTest, obeys_its_limits) {
  breaker = CircuitBreaker{{64, 100, 5s, 7s}};
  told(std::string(63, 'x'));
  EXPECT_EQ(breaker.state(now), BreakerState::closed);
  told(".x" + std::string(62, 'x'));
  EXPECT_EQ(breaker.state(now), BreakerState::closed);
  EXPECT_EQ(breaker.failures(), 63U);

  told("x");
  EXPECT_EQ(breaker.retry_at(now), now + 5s);
  now += 5s;
  ASSERT_TRUE(breaker.admit(now));
  EXPECT_EQ(breaker.retry_at(now), now + 7s);
}

}  // namespace
}  // namespace tocsin::domain
