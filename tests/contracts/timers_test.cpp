#include "tests/contracts/working_set.hpp"

namespace tocsin::tests {
namespace {

using namespace std::chrono_literals;
using adapters::memory::Store;
using domain::Duration;
using domain::Timer;

using Timeouts = std::vector<Timer>;

Timer a_timer(std::uint64_t owner, Duration due, std::string_view how_grave = "high") {
  return {acme, alert_id(owner), 7, start_of_test() + due, severity(how_grave)};
}

auto setting(Timer timer) {
  return [timer = std::move(timer)](Store& store) { store.timers.set(timer); };
}

auto cancelling(std::uint64_t owner) {
  return [owner](Store& store) { store.timers.cancel(alert_id(owner)); };
}

class TimersContract : public WorkingSet {
 protected:
  Timeouts due_after(Duration passed, std::size_t limit = 100) {
    return store->timers.due(start_of_test() + passed, limit);
  }

  std::optional<domain::Time> due_of(std::uint64_t owner) {
    return store->timers.due_of(alert_id(owner));
  }
};

TEST_P(TimersContract, are_due_at_their_time_and_no_sooner) {
  const auto timer = a_timer(1, 15min);
  keep(setting(timer));

  EXPECT_EQ(due_after(15min - 1ms), Timeouts{});
  EXPECT_EQ(due_after(15min), Timeouts{timer});
  EXPECT_EQ(store->timers.next_due(), timer.due);

  restart();
  EXPECT_EQ(due_after(15min - 1ms), Timeouts{});
  EXPECT_EQ(due_after(15min), Timeouts{timer});
  EXPECT_EQ(store->timers.next_due(), timer.due);
}

TEST_P(TimersContract, come_gravest_first_and_then_in_the_order_of_their_time) {
  const auto low = a_timer(1, 1min, "low");
  const auto late = a_timer(2, 3min, "critical");
  const auto early = a_timer(3, 2min, "critical");
  const auto medium = a_timer(4, 1min, "medium");
  const auto warning = a_timer(5, 30s, "WARNING");
  keep(setting(low), setting(late), setting(early), setting(medium), setting(warning));

  const Timeouts in_order{early, late, warning, medium, low};
  EXPECT_EQ(due_after(1h), in_order);
  EXPECT_EQ(due_after(1h, 2), (Timeouts{early, late}));
  EXPECT_EQ(due_after(1min), (Timeouts{warning, medium, low}));
  EXPECT_EQ(store->timers.next_due(), warning.due);

  restart();
  EXPECT_EQ(due_after(1h), in_order);
  EXPECT_EQ(store->timers.next_due(), warning.due);
}

TEST_P(TimersContract, show_inside_the_unit_of_work_what_it_has_set_last) {
  keep(setting(a_timer(1, 15min)), [this](Store& inside) {
    inside.timers.set(a_timer(1, 30min));
    EXPECT_EQ(due_of(1), start_of_test() + 30min);
    inside.timers.cancel(alert_id(1));
    EXPECT_EQ(due_of(1), std::nullopt);
    inside.timers.set(a_timer(1, 45min));
    EXPECT_EQ(due_of(1), start_of_test() + 45min);
  });

  EXPECT_EQ(due_of(1), start_of_test() + 45min);
}

TEST_P(TimersContract, have_one_timer_for_each_alert) {
  keep(setting(a_timer(1, 15min, "low")));
  const auto other = a_timer(1, 30min, "critical");
  keep(setting(other));

  EXPECT_EQ(due_after(1h), Timeouts{other});
  EXPECT_EQ(store->timers.next_due(), other.due);
  restart();
  EXPECT_EQ(due_after(1h), Timeouts{other});
  EXPECT_EQ(store->timers.size(), 1U);
}

TEST_P(TimersContract, forget_what_is_cancelled) {
  const auto stays = a_timer(2, 20min);
  keep(setting(a_timer(1, 15min)), setting(stays));
  keep(cancelling(1), cancelling(3));

  EXPECT_EQ(due_of(1), std::nullopt);
  EXPECT_EQ(due_after(1h), Timeouts{stays});
  restart();
  EXPECT_EQ(due_after(1h), Timeouts{stays});

  // Its row may be used again, but by one timer only.
  keep(cancelling(2), setting(a_timer(4, 5min)), setting(a_timer(5, 6min)));
  restart();
  EXPECT_EQ(due_after(1h), (Timeouts{a_timer(4, 5min), a_timer(5, 6min)}));
}

TEST_P(TimersContract, keep_a_timer_that_is_set_again_in_the_batch_that_cancels_it) {
  keep(setting(a_timer(1, 15min)));
  const auto again = a_timer(1, 25min);
  keep(cancelling(1), setting(again));

  EXPECT_EQ(due_after(1h), Timeouts{again});
  restart();
  EXPECT_EQ(due_after(1h), Timeouts{again});
}

TEST_P(TimersContract, keep_nothing_that_is_set_and_cancelled_in_one_batch) {
  keep(setting(a_timer(1, 15min)), cancelling(1));

  EXPECT_EQ(due_after(1h), Timeouts{});
  restart();
  EXPECT_EQ(due_after(1h), Timeouts{});
  EXPECT_EQ(store->timers.next_due(), std::nullopt);
}

TEST_P(TimersContract, take_back_what_is_rolled_back) {
  const auto kept = a_timer(1, 15min);
  keep(setting(kept));

  ASSERT_TRUE(store->begin_batch());
  roll_back([](Store& inside) {
    inside.timers.cancel(alert_id(1));
    inside.timers.set(a_timer(2, 1min));
  });
  EXPECT_EQ(due_of(1), kept.due);
  EXPECT_EQ(due_of(2), std::nullopt);
  ASSERT_TRUE(store->commit_batch());

  EXPECT_EQ(due_after(1h), Timeouts{kept});
  restart();
  EXPECT_EQ(due_after(1h), Timeouts{kept});
}

TEST_P(TimersContract, take_back_what_the_disk_has_refused) {
  const auto kept = a_timer(1, 15min);
  keep(setting(kept));

  lose(cancelling(1), setting(a_timer(2, 1min)));
  EXPECT_EQ(due_after(1h), Timeouts{kept});
  EXPECT_EQ(store->timers.next_due(), kept.due);

  const auto later = a_timer(3, 20min);
  keep(setting(later));
  EXPECT_EQ(due_after(1h), (Timeouts{kept, later}));
  restart();
  EXPECT_EQ(due_after(1h), (Timeouts{kept, later}));
}

INSTANTIATE_TEST_SUITE_P(Kept, TimersContract, every_disk(), name_of_disk);

}  // namespace
}  // namespace tocsin::tests
