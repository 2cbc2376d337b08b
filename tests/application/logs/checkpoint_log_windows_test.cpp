#include "application/logs/checkpoint_log_windows.hpp"

#include "tests/worlds/logs.hpp"

namespace tocsin::tests {
namespace {

using namespace std::chrono_literals;
using namespace domain;
using End = FakeUnitOfWork::End;

class CheckpointLogWindowsTest : public LogScenario {
 protected:
  using Answer = application::CheckpointLogWindows::Outcome;

  // An alert whose rule has been quiet for long enough just now.
  void given_an_alert_that_is_over() {
    given(a_log_rule(2));
    when(3, an_error());
    EXPECT_TRUE(checkpoint.handle({}));
    clock.advance(10min + 30s);
    log_windows.written.clear();
  }

  Answer checkpointed() {
    const auto answer = checkpoint.handle({});
    EXPECT_TRUE(answer);
    return answer ? *answer : Answer{};
  }
};

TEST_F(CheckpointLogWindowsTest, writes_what_has_changed_in_bounded_parts) {
  given(a_log_rule(2));
  for (int n = 0; n < 5; ++n)
    when({of_service("s" + std::to_string(n), an_error())});
  application::CheckpointLogWindows by_two{log_ports, around, compiled_rules, resolver, 2};

  EXPECT_FALSE(by_two.handle({})->is_done);
  EXPECT_EQ(log_windows.written, (std::vector<std::string>{"s0", "s1"}));
  EXPECT_FALSE(by_two.handle({})->is_done);
  EXPECT_TRUE(by_two.handle({})->is_done);
  EXPECT_EQ(log_windows.written, (std::vector<std::string>{"s0", "s1", "s2", "s3", "s4"}));
}

TEST_F(CheckpointLogWindowsTest, goes_on_while_services_are_due) {
  given(a_log_rule(2));
  when({an_error(), of_service("search", an_error())});
  log_windows.waiting.clear();
  for (auto& [key, row] : log_windows.kept)
    row.settles_at = clock.now();
  application::CheckpointLogWindows by_one{log_ports, around, compiled_rules, resolver, 1};

  EXPECT_FALSE(by_one.handle({})->is_done);
  EXPECT_TRUE(by_one.handle({})->is_done);
}

TEST_F(CheckpointLogWindowsTest, writes_a_service_again_when_its_windows_have_passed) {
  given(a_log_rule(2));
  when({an_error()});
  ASSERT_TRUE(checkpointed().is_done);
  log_windows.written.clear();

  when_time_passes(9min);
  EXPECT_EQ(log_windows.written, (std::vector<std::string>{"checkout"}));
}

TEST_F(CheckpointLogWindowsTest, resolves_an_alert_together_with_its_windows) {
  given_an_alert_that_is_over();

  EXPECT_EQ(checkpointed(), (Answer{1, 0, true}));
  EXPECT_EQ(work.end, End::committed);
  EXPECT_FALSE(newest_alert().is_open());
  EXPECT_EQ(log_windows.written.front(), "checkout");
}

TEST_F(CheckpointLogWindowsTest, tries_again_in_a_second_when_an_alert_cannot_be_resolved) {
  given_an_alert_that_is_over();
  alerts.unreadable.insert(newest_alert().id);
  EXPECT_EQ(checkpointed(), (Answer{0, 1, true}));
  EXPECT_EQ(work.end, End::rolled_back);
  alerts.unreadable.clear();
  EXPECT_EQ(checkpointed(), (Answer{0, 0, true}));

  clock.advance(1s);
  EXPECT_EQ(checkpointed(), (Answer{1, 0, true}));
  EXPECT_FALSE(newest_alert().is_open());
}

TEST_F(CheckpointLogWindowsTest, tries_again_when_the_resolve_fails_or_is_not_kept) {
  given_an_alert_that_is_over();
  managers.is_gone = true;
  EXPECT_EQ(checkpointed().failed, 1U);
  managers.is_gone = false;
  const auto id = newest_alert().id;
  alerts.kept.at(id).resolution.reset();  // as the store takes it back
  work.refuses = true;
  clock.advance(1s);
  EXPECT_EQ(checkpointed().failed, 1U);
  work.refuses = false;
  alerts.kept.at(id).resolution.reset();
  clock.advance(1s);

  EXPECT_EQ(checkpointed().resolved, 1U);
  EXPECT_FALSE(newest_alert().is_open());
}

TEST_F(CheckpointLogWindowsTest, tries_again_when_the_rules_cannot_be_read) {
  given_an_alert_that_is_over();
  log_rules.is_gone = true;
  EXPECT_EQ(checkpointed(), (Answer{0, 1, true}));
}

TEST_F(CheckpointLogWindowsTest, does_not_mind_an_alert_that_is_no_longer_known) {
  given_an_alert_that_is_over();
  alerts.kept.clear();

  EXPECT_EQ(checkpointed(), (Answer{1, 0, true}));
}

TEST_F(CheckpointLogWindowsTest, does_not_mind_an_alert_that_somebody_has_resolved) {
  given_an_alert_that_is_over();
  ASSERT_TRUE(resolve_alert.handle({acme, newest_alert().id, "alice"}));

  EXPECT_EQ(checkpointed(), (Answer{1, 0, true}));
  EXPECT_EQ(newest_alert().resolution->by, "alice");
}

TEST_F(CheckpointLogWindowsTest, forgets_services_that_are_not_heard_of) {
  given(a_log_rule(2));
  when({an_error(), of_service("search", a_line())});
  when_time_passes(9min);
  EXPECT_EQ(log_windows.kept.size(), 2U);
  when_time_passes(2min);

  EXPECT_TRUE(log_windows.kept.empty());
  EXPECT_EQ(log_windows.next_turn(), std::nullopt);
}

}  // namespace
}  // namespace tocsin::tests
