#include "tests/worlds/paging.hpp"

// The acceptance case P10: every order of what can happen around an acknowledgement.
namespace tocsin::application {
namespace {

using namespace std::chrono_literals;
using namespace tests;  // NOLINT: the words of the scenarios
using domain::AlertStatus;
using Everybody = std::vector<Paged>;
using Due = std::vector<domain::Duration>;

enum class Step { alice_acknowledges, bob_acknowledges, times_out, times_out_again, pump_starts };

// Plays the steps in their order over a world of their own. Nothing may be made or started for
// anybody once somebody has acknowledged.
void play(const std::vector<Step>& steps) {
  PagingWorld world;
  world.given_a_policy(a_policy({{alice}, {bob}, {carol}}));
  const auto id = world.given_an_unhealthy_service();
  world.clock.advance(15min);

  bool acknowledged = false;
  bool timed_out_before = false;
  for (const auto step : steps) {
    const auto made = world.outbox.added.size();
    switch (step) {
      case Step::alice_acknowledges:
      case Step::bob_acknowledges:
        world.when_acknowledged(id, step == Step::alice_acknowledges ? "alice" : "bob");
        acknowledged = true;
        break;
      case Step::times_out:
      case Step::times_out_again:
        world.when_timed_out(id, 0);
        timed_out_before = timed_out_before || !acknowledged;
        break;
      case Step::pump_starts:
        EXPECT_EQ(world.when_due_attempts_start().empty(), acknowledged);
        break;
    }
    if (acknowledged) {
      EXPECT_EQ(world.outbox.added.size(), made);
    }
  }

  const auto expected = timed_out_before ? Everybody{{"alice", 0}, {"bob", 1}}  //
                                         : Everybody{{"alice", 0}};
  EXPECT_EQ(world.paged(), expected);
  EXPECT_EQ(world.alert(id).status(), AlertStatus::acknowledged);
  EXPECT_EQ(world.timers_due(), Due{});
}

TEST(PagerInterleavings, p10_pages_level_1_before_the_acknowledgement_or_not_at_all) {
  std::vector<Step> steps{Step::alice_acknowledges,
                          Step::bob_acknowledges,
                          Step::times_out,
                          Step::times_out_again,
                          Step::pump_starts};
  int orders = 0;

  do {
    SCOPED_TRACE(orders);
    play(steps);
    ++orders;
  } while (std::next_permutation(steps.begin(), steps.end()));

  EXPECT_EQ(orders, 120);
}

}  // namespace
}  // namespace tocsin::application
