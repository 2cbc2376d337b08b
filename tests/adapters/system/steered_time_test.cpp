#include "adapters/system/steered_time.hpp"

#include "tests/support/prelude.hpp"

namespace tocsin::adapters::system {
namespace {

using namespace std::chrono_literals;
using domain::Time;
using Wall = SteeredTime::Wall;

const Wall noon{std::chrono::hours{12}};
const Time noon_seen{std::chrono::hours{12}};

TEST(SteeredTime, goes_as_both_clocks_when_they_agree) {
  SteeredTime time{5s, noon, {}};
  EXPECT_EQ(time.now(65s, noon + 60s), noon_seen + 60s);
}

TEST(SteeredTime, follows_a_wall_that_is_set_forward_by_a_thousandth_only) {
  SteeredTime time{0s, noon, {}};
  EXPECT_EQ(time.now(1000s, noon + 1000s + 25h), noon_seen + 1001s);
}

TEST(SteeredTime, slows_by_a_thousandth_when_the_wall_is_set_back) {
  SteeredTime time{0s, noon, {}};
  EXPECT_EQ(time.now(1000s, noon + 1000s - 25h), noon_seen + 999s);
}

TEST(SteeredTime, meets_the_wall_and_stays_with_it) {
  SteeredTime time{0s, noon, {}};
  EXPECT_EQ(time.now(1000s, noon + 1000s + 500ms), noon_seen + 1000s + 500ms);
}

TEST(SteeredTime, begins_no_earlier_than_what_was_seen_before) {
  SteeredTime time{0s, noon, noon_seen + 1h};
  EXPECT_EQ(time.now(0s, noon), noon_seen + 1h);
}

}  // namespace
}  // namespace tocsin::adapters::system
