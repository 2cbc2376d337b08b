#include "domain/logs/log_window.hpp"

#include <vector>

#include "tests/builders/logs.hpp"
#include "tests/support/prelude.hpp"

namespace tocsin::tests {
namespace {

using namespace domain;
using namespace std::chrono_literals;

const AlertId some_alert{};

LogRule sliding(double threshold = 2) {
  auto rule = a_log_rule(threshold);
  rule.window_type = WindowType::sliding;
  return rule;
}

class LogWindows : public ::testing::Test {
 protected:
  void given(const LogRule& rule) { compiled.emplace(compiled_from(rule)); }

  LogOutcome add(Time at) { return add(at, at); }
  LogOutcome add(Time at, Time now) { return add(an_error(), at, now); }
  LogOutcome add(const LogEntry& line, Time at, Time now) {
    auto verdict = window.add(*compiled, line, at, now);
    EXPECT_EQ(verdict.outcome == LogOutcome::crossed, verdict.crossing.has_value());
    crossing = std::move(verdict.crossing);
    return verdict.outcome;
  }
  void raise() { window.raise(*crossing, some_alert, compiled->rule().severity); }

  std::optional<CompiledLogRule> compiled = compiled_from(a_log_rule());
  LogWindow window;
  OptionalBox<LogCrossing> crossing;
};

TEST_F(LogWindows, are_crossed_by_more_than_the_threshold) {
  EXPECT_EQ(add(midnight), LogOutcome::counted);
  EXPECT_EQ(add(midnight + 1s), LogOutcome::counted);
  EXPECT_EQ(add(midnight + 2s), LogOutcome::crossed);
  EXPECT_EQ(crossing->start, midnight);
  EXPECT_EQ(crossing->end, midnight + 5min);
  EXPECT_EQ(crossing->measured.count, 3U);
}

TEST_F(LogWindows, raise_once) {
  add(midnight);
  add(midnight);
  ASSERT_EQ(add(midnight), LogOutcome::crossed);
  raise();

  EXPECT_EQ(add(midnight + 4min), LogOutcome::deduplicated);
  EXPECT_EQ(add(midnight + 5min), LogOutcome::counted);
  EXPECT_EQ(add(midnight + 5min), LogOutcome::counted);
  EXPECT_EQ(add(midnight + 6min), LogOutcome::crossed);
}

TEST_F(LogWindows, ask_again_until_it_is_known) {
  add(midnight);
  add(midnight);
  ASSERT_EQ(add(midnight), LogOutcome::crossed);
  EXPECT_EQ(add(midnight), LogOutcome::crossed);

  auto before = window.raise(*crossing, some_alert, compiled->rule().severity);
  window.reset(std::move(before));
  EXPECT_EQ(add(midnight), LogOutcome::crossed);
}

TEST_F(LogWindows, do_not_sum_up_over_the_end_of_a_tumbling_one) {
  add(midnight + 4min + 50s);
  add(midnight + 4min + 50s);
  EXPECT_EQ(add(midnight + 5min + 10s), LogOutcome::counted);
  EXPECT_EQ(window.panes().size(), 2U);
}

TEST_F(LogWindows, take_a_late_line_in_its_own_window_only) {
  const auto now = midnight + 5min + 20s;
  add(midnight + 4min, now);
  add(now);
  add(now);

  EXPECT_EQ(add(midnight + 4min, now), LogOutcome::counted);
  EXPECT_EQ(add(midnight + 4min, now), LogOutcome::crossed);
  EXPECT_EQ(crossing->end, midnight + 5min);
}

TEST_F(LogWindows, do_not_count_a_line_later_than_the_grace) {
  const auto deadline = midnight + 5min + 30s;
  EXPECT_EQ(add(midnight + 5min - 1ms, deadline), LogOutcome::counted);
  EXPECT_EQ(add(midnight + 5min - 1ms, deadline + 1ms), LogOutcome::late);
  EXPECT_EQ(window.panes().front().tally.count, 1U);
}

TEST_F(LogWindows, take_a_line_of_the_future_as_of_now) {
  add(midnight + 9min, midnight);
  add(midnight + 9min, midnight);
  EXPECT_EQ(add(midnight), LogOutcome::crossed);
}

TEST_F(LogWindows, count_a_late_crossing_of_an_older_window_with_what_was_raised) {
  const auto now = midnight + 5min;
  add(midnight + 4min, now);
  add(midnight + 4min, now);
  add(now);
  add(now);
  ASSERT_EQ(add(now), LogOutcome::crossed);
  raise();

  EXPECT_EQ(add(midnight + 4min, now), LogOutcome::deduplicated);
  EXPECT_EQ(window.raised()->crossed_until, midnight + 10min);
}

TEST_F(LogWindows, keep_only_panes_that_a_line_may_come_for) {
  auto rule = a_log_rule();
  rule.window = 1s;
  rule.grace = 3s;
  given(rule);
  for (auto at = midnight; at < midnight + 1min; at += 1s)
    add(at);

  EXPECT_EQ(window.panes().size(), 5U);
}

TEST_F(LogWindows, are_quiet_after_so_many_windows_without_a_crossing) {
  auto rule = a_log_rule();
  rule.resolve_after = 2;
  given(rule);
  EXPECT_EQ(window.quiet_at(*compiled), std::nullopt);
  add(midnight);
  add(midnight);
  add(midnight);
  raise();
  EXPECT_EQ(window.quiet_at(*compiled), midnight + 15min + 30s);

  add(midnight + 5min);
  add(midnight + 5min);
  EXPECT_EQ(window.quiet_at(*compiled), midnight + 15min + 30s);
  add(midnight + 5min);
  raise();
  EXPECT_EQ(window.quiet_at(*compiled), midnight + 20min + 30s);
  EXPECT_EQ(window.changes_at(*compiled), window.quiet_at(*compiled));
}

TEST_F(LogWindows, are_idle_when_no_line_can_come_any_more) {
  EXPECT_TRUE(window.is_idle());
  EXPECT_EQ(window.changes_at(*compiled), std::nullopt);
  add(midnight);
  EXPECT_EQ(window.changes_at(*compiled), midnight + 5min + 30s + 1ms);
  window.forget_old(*compiled, midnight + 5min + 30s);
  EXPECT_FALSE(window.is_idle());
  window.forget_old(*compiled, midnight + 5min + 30s + 1ms);
  EXPECT_TRUE(window.is_idle());
}

TEST_F(LogWindows, are_not_idle_while_an_alert_is_raised) {
  add(midnight);
  add(midnight);
  add(midnight);
  raise();
  window.forget_old(*compiled, midnight + 1h);

  EXPECT_TRUE(window.panes().empty());
  EXPECT_FALSE(window.is_idle());
}

TEST_F(LogWindows, that_slide_sum_up_over_any_five_minutes) {
  given(sliding());
  add(midnight + 4min + 50s);
  add(midnight + 5min);
  EXPECT_EQ(add(midnight + 9min + 44s), LogOutcome::crossed);
  EXPECT_EQ(crossing->end, midnight + 9min + 45s);
  EXPECT_EQ(crossing->start, midnight + 4min + 45s);
}

TEST_F(LogWindows, that_slide_leave_old_lines_behind) {
  given(sliding());
  add(midnight);
  add(midnight);
  EXPECT_EQ(add(midnight + 5min), LogOutcome::counted);
  EXPECT_EQ(add(midnight + 5min), LogOutcome::counted);
  EXPECT_EQ(add(midnight + 5min), LogOutcome::crossed);
  EXPECT_EQ(crossing->measured.count, 3U);
}

TEST_F(LogWindows, that_slide_raise_again_when_none_of_the_first_is_left) {
  given(sliding());
  add(midnight);
  add(midnight);
  ASSERT_EQ(add(midnight), LogOutcome::crossed);
  raise();
  EXPECT_EQ(add(midnight + 3min), LogOutcome::deduplicated);
  EXPECT_EQ(window.quiet_at(*compiled), midnight + 3min + 5s + 5min + 30s);
  EXPECT_EQ(add(midnight + 4min + 59s), LogOutcome::deduplicated);
  EXPECT_EQ(add(midnight + 5min), LogOutcome::crossed);
}

TEST_F(LogWindows, that_slide_take_a_late_line_in_all_windows_it_was_in) {
  given(sliding());
  add(midnight);
  add(midnight + 1s);
  // The window that ends now has none of these two, one that ended at 5:00 has both.
  const auto now = midnight + 5min + 20s;
  add(now);

  EXPECT_EQ(add(midnight + 4min, now), LogOutcome::crossed);
  EXPECT_EQ(crossing->measured.count, 3U);
  EXPECT_LE(crossing->end, midnight + 5min);
}

TEST_F(LogWindows, that_slide_judge_a_late_line_by_the_newest_window_that_is_crossed) {
  given(sliding());
  const auto now = midnight + 1min;
  add(now);
  add(now);

  EXPECT_EQ(add(midnight, now), LogOutcome::crossed);
  EXPECT_EQ(crossing->end, now + 5s);
  raise();
  EXPECT_EQ(add(midnight, now), LogOutcome::deduplicated);
}

TEST_F(LogWindows, that_slide_do_not_judge_anew_what_is_told_of_already) {
  auto rule = sliding(50);
  rule.type = LogRuleType::error_rate;
  rule.min_samples = 2;
  given(rule);
  add(midnight);
  ASSERT_EQ(add(midnight), LogOutcome::crossed);
  raise();
  const auto now = midnight + 30s;
  for (int lines = 0; lines < 9; ++lines)
    EXPECT_NE(add(a_line(), now, now), LogOutcome::crossed);

  // The first window has fewer errors than lines at last; that it was crossed stays true.
  for (int lines = 0; lines < 5; ++lines)
    EXPECT_EQ(add(a_line(), midnight + 2s, now), LogOutcome::deduplicated);
  EXPECT_EQ(window.raised()->crossed_until, midnight + 35s);
}

TEST_F(LogWindows, that_slide_are_prolonged_by_a_late_line_in_a_window_after_the_one_that_raised) {
  given(sliding());
  add(midnight);
  add(midnight);
  ASSERT_EQ(add(midnight), LogOutcome::crossed);
  raise();
  const auto now = midnight + 5min + 10s;
  EXPECT_EQ(add(now), LogOutcome::counted);

  EXPECT_EQ(add(midnight + 2min, now), LogOutcome::deduplicated);
  EXPECT_EQ(window.raised()->crossed_until, midnight + 5min);
  EXPECT_EQ(add(midnight + 10s, now), LogOutcome::deduplicated);
  EXPECT_EQ(window.raised()->crossed_until, midnight + 5min);
}

TEST_F(LogWindows, that_slide_do_not_tell_of_windows_that_ended_before_the_one_that_raised) {
  auto rule = sliding();
  rule.grace = 5min;
  given(rule);
  for (int lines = 0; lines < 3; ++lines)
    add(midnight + 9min);
  raise();
  add(midnight + 9min + 5s);

  EXPECT_EQ(add(midnight, midnight + 9min + 5s), LogOutcome::counted);
}

TEST_F(LogWindows, that_slide_do_not_tell_of_a_window_that_begins_after_a_late_line) {
  given(sliding());
  const auto now = midnight + 5min;
  add(now);
  add(now);
  ASSERT_EQ(add(now), LogOutcome::crossed);

  EXPECT_EQ(add(midnight, now), LogOutcome::counted);
  EXPECT_EQ(add(midnight + 5s, now), LogOutcome::crossed);
}

TEST_F(LogWindows, that_slide_have_told_of_the_first_lines_of_the_one_that_raised) {
  given(sliding());
  add(midnight + 5s);
  add(midnight + 5s);
  ASSERT_EQ(add(midnight + 5min), LogOutcome::crossed);
  raise();
  const auto now = midnight + 5min + 5s;
  ASSERT_EQ(add(now), LogOutcome::counted);

  EXPECT_EQ(add(midnight + 5s, now), LogOutcome::deduplicated);
  EXPECT_EQ(add(midnight, now), LogOutcome::counted);
}

TEST_F(LogWindows, that_slide_have_late_answers_judged_that_may_raise_their_percentile) {
  auto rule = sliding(100);
  rule.type = LogRuleType::latency_threshold;
  rule.min_samples = 3;
  given(rule);
  const auto now = midnight + 5min + 10s;
  add(an_answer(200, 500ms), midnight, midnight);
  add(an_answer(200, 500ms), midnight, midnight);
  add(an_answer(200, 10ms), now, now);

  // Fast, but now they are enough.
  EXPECT_EQ(add(an_answer(200, 10ms), midnight, now), LogOutcome::crossed);
  // One that is fast changes nothing any more, one that is slow does.
  EXPECT_EQ(add(an_answer(200, 10ms), midnight, now), LogOutcome::counted);
  EXPECT_EQ(add(an_answer(200, 500ms), midnight, now), LogOutcome::crossed);
}

TEST_F(LogWindows, that_slide_count_a_line_that_is_out_of_order_and_crosses_nothing) {
  given(sliding());
  add(midnight + 1min);

  EXPECT_EQ(add(midnight, midnight + 1min), LogOutcome::counted);
  EXPECT_EQ(window.panes().size(), 2U);
  EXPECT_EQ(window.panes().front().tally.count, 1U);
}

TEST_F(LogWindows, that_slide_are_late_after_the_last_window_they_are_in) {
  given(sliding());
  EXPECT_EQ(add(midnight, midnight + 5min + 30s), LogOutcome::counted);
  EXPECT_EQ(add(midnight, midnight + 5min + 30s + 1ms), LogOutcome::late);
}

TEST_F(LogWindows, that_slide_start_anew_after_a_pause) {
  given(sliding());
  add(midnight);
  add(midnight);
  EXPECT_EQ(add(midnight + 1h), LogOutcome::counted);
  EXPECT_EQ(add(midnight + 1h), LogOutcome::counted);
  EXPECT_EQ(add(midnight + 1h), LogOutcome::crossed);
}

TEST_F(LogWindows, that_slide_go_on_from_what_was_kept) {
  given(sliding());
  add(midnight);
  add(midnight + 1min);
  window = LogWindow{window.panes(), window.raised()};

  EXPECT_EQ(add(midnight + 2min), LogOutcome::crossed);
}

TEST_F(LogWindows, that_slide_leave_behind_what_was_kept_and_is_old) {
  given(sliding());
  add(midnight);
  add(midnight);
  window = LogWindow{window.panes(), window.raised()};

  EXPECT_EQ(add(midnight + 5min), LogOutcome::counted);
}

TEST_F(LogWindows, that_slide_are_not_divided_by_a_second_when_they_are_short) {
  auto rule = sliding();
  rule.window = 1s;
  given(rule);
  add(midnight + 990ms);
  add(midnight + 990ms);

  EXPECT_EQ(add(midnight + 1010ms), LogOutcome::crossed);
  EXPECT_EQ(crossing->end - crossing->start, 1s);
}

TEST_F(LogWindows, that_slide_leave_old_lines_behind_when_they_are_short) {
  auto rule = sliding();
  rule.window = 10s;
  rule.grace = 5min;
  given(rule);
  add(midnight);
  add(midnight + 1s);
  EXPECT_EQ(add(midnight + 10s), LogOutcome::counted);
  EXPECT_EQ(add(midnight + 10s), LogOutcome::crossed);
  EXPECT_EQ(crossing->start, midnight + 1s);
  raise();

  EXPECT_EQ(add(midnight + 20s, midnight + 1min), LogOutcome::counted);
  EXPECT_EQ(add(midnight + 20s, midnight + 1min), LogOutcome::counted);
  EXPECT_EQ(add(midnight + 29s, midnight + 1min), LogOutcome::crossed);
}

TEST_F(LogWindows, without_room_count_what_needs_none) {
  const auto add_without_room = [&](const LogEntry& line, Time at) {
    return window.add(*compiled, line, at, at, false).outcome;
  };
  EXPECT_EQ(add_without_room(an_error(), midnight), LogOutcome::without_room);
  EXPECT_EQ(window.bytes(), 0U);
  add(midnight);
  EXPECT_EQ(add_without_room(an_error(), midnight), LogOutcome::counted);
  EXPECT_EQ(add_without_room(an_error(), midnight + 5min), LogOutcome::without_room);
  EXPECT_EQ(window.panes().size(), 1U);
  EXPECT_EQ(window.panes()[0].tally.count, 2U);

  auto rule = a_log_rule(100);
  rule.message = "p99 is {{p99}}";
  given(rule);
  auto slow = an_error();
  EXPECT_EQ(add_without_room(slow, midnight), LogOutcome::counted);
  slow.response_time = 1s;
  EXPECT_EQ(add_without_room(slow, midnight), LogOutcome::without_room);
}

TEST_F(LogWindows, without_room_forget_what_is_old) {
  add(midnight);
  window.add(*compiled, an_error(), midnight + 1h, midnight + 1h, false);

  EXPECT_TRUE(window.panes().empty());
  EXPECT_EQ(window.bytes(), 0U);
}

TEST_F(LogWindows, know_what_they_take) {
  auto rule = sliding(100);
  rule.message = "p99 is {{p99}}";
  given(rule);
  add(midnight);
  const auto without_times = window.bytes();
  EXPECT_GE(without_times, sizeof(LogPane));
  auto slow = an_error();
  slow.response_time = 1ms;
  add(slow, midnight, midnight);
  const auto with_one_time = window.bytes();
  EXPECT_GE(with_one_time, without_times + sizeof(QuantileSketch));
  slow.response_time = 1h;
  add(slow, midnight, midnight);
  // In its pane and in the sum, from 1 ms to 1 h.
  EXPECT_GT(window.bytes(), with_one_time + 2 * 700 * sizeof(std::uint32_t));

  LogWindow again{window.panes(), {}};
  EXPECT_GT(again.bytes(), with_one_time);
  window.forget_old(*compiled, midnight + 1h);
  EXPECT_EQ(window.bytes(), 0U);
}

TEST_F(LogWindows, that_slide_are_the_same_as_adding_up_all_that_is_in_them) {
  auto rule = sliding(40);
  rule.type = LogRuleType::latency_threshold;
  rule.percentile = 90;
  rule.min_samples = 1;
  given(rule);
  // A line each second, in and out of order, slow ones between 8:00 and 11:00.
  std::vector<std::pair<Time, Duration>> all;
  for (int second = 0; second < 20 * 60; ++second) {
    const auto now = midnight + std::chrono::seconds{second};
    const auto at = now - std::chrono::seconds{second % 7};
    const bool is_slow = second > 8 * 60 && second < 11 * 60;
    const Duration time{is_slow ? 50 : 10 + second % 20};
    all.emplace_back(at, time);
    const auto outcome = add(an_answer(200, time), at, now);

    const auto end = Time{now.time_since_epoch() / 5000 * 5000 + 5s};
    std::vector<double> within;
    for (const auto& [when, taken] : all) {
      if (when >= end - 5min) within.push_back(static_cast<double>(taken.count()));
    }
    std::sort(within.begin(), within.end());
    const double truth =
        within[static_cast<std::size_t>(0.9 * static_cast<double>(within.size() - 1))];
    if (second % 7 != 0) continue;  // those that are not late are in the newest window only
    EXPECT_EQ(outcome == LogOutcome::crossed, truth > 45) << second;
  }
}

// What must be told, from all panes that there ever were.
bool is_any_crossed(const CompiledLogRule& compiled,
                    const std::vector<std::pair<Time, LogEntry>>& lines,
                    std::int64_t first,
                    std::int64_t last) {
  const auto panes = static_cast<std::int64_t>(compiled.panes());
  for (auto end = first; end <= last; ++end) {
    LogTally tally;
    for (const auto& [at, line] : lines) {
      const auto pane = at.time_since_epoch() / compiled.pane_length();
      if (pane > end - panes && pane <= end) tally.add(line, compiled.needs_times());
    }
    if (compiled.is_crossed(tally)) return true;
  }
  return false;
}

TEST_F(LogWindows, that_slide_find_every_crossing_however_late_its_lines_are) {
  std::uint32_t seed = 1;
  const auto below = [&seed](std::uint32_t bound) {
    seed = seed * 1664525 + 1013904223;
    return (seed >> 8) % bound;
  };
  for (int round = 0; round < 60; ++round) {
    auto rule = round % 2 == 0 ? sliding(12) : a_custom_rule("count > 3 and p50 > 80");
    rule.window_type = WindowType::sliding;
    rule.window = 10s;
    given(rule);
    window = {};
    std::vector<std::pair<Time, LogEntry>> lines;
    bool is_told = false;
    for (int second = 0; second < 40 && !is_told; ++second) {
      const auto now = midnight + std::chrono::seconds{second};
      const auto at = std::max(midnight, now - std::chrono::seconds{below(25)});
      auto line = an_answer(200, Duration{below(100)});
      line.level = LogLevel::error;
      lines.emplace_back(at, line);
      is_told = add(line, at, now) == LogOutcome::crossed;

      const auto first = at.time_since_epoch() / compiled->pane_length();
      const auto newest = std::max_element(
          lines.begin(), lines.end(), [](auto& a, auto& b) { return a.first < b.first; });
      const auto last = std::min(newest->first.time_since_epoch() / compiled->pane_length(),
                                 first + static_cast<std::int64_t>(compiled->panes()) - 1);
      EXPECT_EQ(is_told, is_any_crossed(*compiled, lines, first, last)) << round << ' ' << second;
    }
  }
}

TEST(LogTallies, do_not_overflow) {
  LogTally tally;
  tally.count = 0xFFFFFFFFU;
  tally.add(an_error(), false);
  EXPECT_EQ(tally.count, 0xFFFFFFFFU);
  EXPECT_EQ(tally.errors, 1U);
  EXPECT_EQ(tally.server_errors, 0U);

  LogTally more;
  more.count = 5;
  tally.merge(more);
  EXPECT_EQ(tally.count, 0xFFFFFFFFU);
  more.remove(tally);
  EXPECT_EQ(more.count, 0U);
}

TEST(LogTallies, measure_times_when_they_are_wanted) {
  LogTally tally;
  tally.add(an_answer(200, Duration{100}), false);
  tally.add(a_line(), true);
  EXPECT_EQ(tally.quantile(0.5), std::nullopt);
  tally.add(an_answer(200, Duration{100}), true);
  EXPECT_NEAR(*tally.quantile(0.5), 100, 1);

  LogTally sum;
  sum.merge(tally);
  EXPECT_EQ(sum, tally);
  sum.remove(tally);
  EXPECT_EQ(sum.quantile(0.5), std::nullopt);
  LogTally none;
  none.remove(tally);
  EXPECT_FALSE(none.times);
}

}  // namespace
}  // namespace tocsin::tests
