#include "adapters/writer/timer_pump.hpp"

#include "tests/worlds/pumps.hpp"

namespace tocsin::tests {
namespace {

using namespace std::chrono_literals;
using namespace domain;

struct TimerPumpTest : testing::Test, PumpWorld {
  // Paged at level 0, and to be paged at level 1 when its delay is over.
  void given_a_paging_alert(std::uint64_t n, Duration delay, std::string_view how_grave = "high") {
    given([&](adapters::memory::Store& inside) {
      const auto policy = a_policy({{alice}, {bob}});
      inside.policies.save(policy);
      auto alert = an_alert(n);
      alert.severity = severity(how_grave);
      alert.dedup_key = "disk " + std::to_string(n);
      alert.escalation.emplace(shared(policy));
      inside.alerts.save(alert);
      inside.timers.set(
          {acme, alert.id, alert.escalation->epoch(), start_of_test() + delay, alert.severity});
    });
  }

  int level_of(std::uint64_t n) {
    const auto alert = store.alerts.get(acme, alert_id(n));
    EXPECT_TRUE(alert);
    return alert->escalation->level();
  }
};

TEST_F(TimerPumpTest, pages_the_next_level_when_the_delay_is_over_and_no_sooner) {
  given_a_paging_alert(1, 15min);
  EXPECT_EQ(timer_pump.next_due(clock.now()), start_of_test() + 15min);

  clock.advance(15min - 1ms);
  EXPECT_EQ(run(), 0);
  EXPECT_EQ(level_of(1), 0);
  clock.advance(1ms);
  run();

  EXPECT_EQ(level_of(1), 1);
  ASSERT_EQ(sms.messages.size(), 1U);
  EXPECT_EQ(sms.messages[0].target, bob);
  EXPECT_EQ(timer_pump.next_due(clock.now()), clock.now() + 15min);
}

TEST_F(TimerPumpTest, fires_again_when_the_batch_was_not_kept) {
  given_a_paging_alert(1, 0s);
  ledger.refuses_to_commit = true;
  run();
  EXPECT_EQ(level_of(1), 0);
  EXPECT_TRUE(sms.messages.empty());
  ledger.refuses_to_commit = false;

  clock.advance(1s);
  run();

  EXPECT_EQ(level_of(1), 1);
  EXPECT_EQ(sms.messages.size(), 1U);
}

TEST_F(TimerPumpTest, fires_overdue_timers_at_a_bounded_pace_the_gravest_first) {
  given_a_paging_alert(1, 0s, "low");
  given_a_paging_alert(2, 1s, "low");
  given_a_paging_alert(3, 2s, "critical");
  clock.advance(1h);

  // 40 a second are two at a time.
  run();
  EXPECT_EQ(level_of(3), 1);
  EXPECT_EQ(level_of(1), 1);
  EXPECT_EQ(level_of(2), 0);

  EXPECT_EQ(timer_pump.next_due(clock.now()), clock.now() + 50ms);
  clock.advance(49ms);
  run();
  EXPECT_EQ(level_of(2), 0);
  clock.advance(1ms);
  run();
  EXPECT_EQ(level_of(2), 1);
}

TEST_F(TimerPumpTest, is_journalled_as_a_command_of_the_timer) {
  given_a_paging_alert(1, 0s);

  run();

  ASSERT_FALSE(ledger.journal().empty());
  const auto& entry = ledger.journal().front();
  EXPECT_EQ(entry.command, "time_out_acknowledgement");
  EXPECT_EQ(entry.actor, "timer");
  EXPECT_EQ(entry.tenant, acme);
  EXPECT_EQ(entry.result, "escalated");
}

TEST_F(TimerPumpTest, has_nothing_to_wait_for_without_a_timer) {
  EXPECT_EQ(timer_pump.next_due(clock.now()), std::nullopt);
  EXPECT_EQ(run(), 0);
}

}  // namespace
}  // namespace tocsin::tests
