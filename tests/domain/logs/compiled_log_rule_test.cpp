#include "domain/logs/compiled_log_rule.hpp"

#include <string>
#include <vector>

#include "tests/builders/logs.hpp"
#include "tests/fakes/logs.hpp"
#include "tests/support/prelude.hpp"

namespace tocsin::tests {
namespace {

using namespace domain;
using namespace std::chrono_literals;

LogRule of_type(LogRuleType type, double threshold = 2) {
  auto rule = a_log_rule(threshold);
  rule.type = type;
  rule.min_samples = 2;
  return rule;
}

CompiledLogRule::SharedRegex pattern(std::string text, Fields groups = {}) {
  return std::make_shared<const PlainRegex>(std::move(text), std::move(groups));
}

// Is the rule crossed by a window of these lines?
bool is_crossed(const CompiledLogRule& compiled, const std::vector<LogEntry>& lines) {
  LogTally window;
  for (const auto& line : lines) {
    if (compiled.admits(line)) window.add(line, compiled.needs_times());
  }
  return compiled.is_crossed(window);
}

std::vector<LogEntry> times(std::size_t count, const LogEntry& line) { return {count, line}; }

TEST(ErrorThreshold, counts_errors_and_what_is_worse) {
  const auto compiled = compiled_from(of_type(LogRuleType::error_threshold));

  EXPECT_FALSE(is_crossed(compiled, times(9, a_line(LogLevel::warn))));
  EXPECT_FALSE(is_crossed(compiled, times(2, an_error())));
  EXPECT_TRUE(is_crossed(compiled, times(3, an_error())));
  EXPECT_TRUE(is_crossed(compiled, times(3, a_line(LogLevel::fatal))));
}

TEST(LatencyThreshold, counts_answers_that_are_slower) {
  auto rule = of_type(LogRuleType::latency_threshold);
  rule.latency = 2s;
  const auto compiled = compiled_from(rule);

  EXPECT_FALSE(is_crossed(compiled, times(9, a_line())));
  EXPECT_FALSE(is_crossed(compiled, times(9, an_answer(200, 2s))));
  EXPECT_FALSE(is_crossed(compiled, times(2, an_answer(200, 2001ms))));
  EXPECT_TRUE(is_crossed(compiled, times(3, an_answer(200, 2001ms))));
  EXPECT_FALSE(compiled.needs_times());
}

TEST(LatencyThreshold, measures_a_percentile_of_enough_answers) {
  auto rule = of_type(LogRuleType::latency_threshold, 500);
  rule.percentile = 50;
  const auto median = compiled_from(rule);
  rule.percentile.reset();
  const auto usual = compiled_from(rule);
  auto lines = times(60, an_answer(200, 100ms));
  lines.resize(62, an_answer(200, 900ms));

  EXPECT_TRUE(usual.needs_times());
  EXPECT_FALSE(is_crossed(median, lines));
  EXPECT_TRUE(is_crossed(usual, lines));
  EXPECT_FALSE(is_crossed(usual, times(1, an_answer(200, 900ms))));
  EXPECT_TRUE(is_crossed(usual, times(2, an_answer(200, 900ms))));
  EXPECT_FALSE(is_crossed(usual, times(9, a_line())));
  const auto any_time = compiled_from(of_type(LogRuleType::latency_threshold, 0));
  EXPECT_FALSE(is_crossed(any_time, times(2, an_answer(200, 0ms))));
  EXPECT_TRUE(is_crossed(any_time, times(2, an_answer(200, 1ms))));
}

TEST(LatencyThreshold, may_be_crossed_by_an_answer_that_is_slower) {
  auto rule = of_type(LogRuleType::latency_threshold, 1000);
  const auto percentile = compiled_from(rule);
  EXPECT_FALSE(percentile.may_cross(an_answer(200, 900ms)));
  EXPECT_TRUE(percentile.may_cross(an_answer(200, 990ms)));  // as the sketch has it, perhaps
  EXPECT_TRUE(percentile.may_cross(an_answer(200, 1001ms)));
  const auto just_above = compiled_from(of_type(LogRuleType::latency_threshold, 1020));
  EXPECT_FALSE(just_above.may_cross(an_answer(200, 1000ms)));

  rule.latency = 1ms;
  EXPECT_TRUE(compiled_from(rule).may_cross(an_answer(200, 2ms)));
  EXPECT_TRUE(compiled_from(of_type(LogRuleType::error_rate)).may_cross(a_line()));
}

TEST(ErrorRate, is_the_part_of_errors_and_server_errors_in_enough_lines) {
  const auto compiled = compiled_from(of_type(LogRuleType::error_rate, 50));
  auto both = an_answer(500);
  both.level = LogLevel::error;

  EXPECT_FALSE(is_crossed(compiled, {}));
  EXPECT_FALSE(is_crossed(compiled, {an_error()}));
  EXPECT_TRUE(is_crossed(compiled, {an_error(), an_error()}));
  EXPECT_FALSE(is_crossed(compiled, {an_error(), a_line()}));
  EXPECT_TRUE(is_crossed(compiled, {an_error(), an_answer(500), a_line()}));
  EXPECT_FALSE(is_crossed(compiled, {both, an_answer(499)}));
}

TEST(PatternRule, counts_messages_that_match) {
  auto rule = of_type(LogRuleType::pattern, 0);
  rule.pattern = "stock";
  const auto compiled = compiled_from(rule, pattern("stock", {{"item", "tea"}}));

  EXPECT_FALSE(is_crossed(compiled, times(9, a_line())));
  EXPECT_TRUE(is_crossed(compiled, {a_line(LogLevel::info, "no stock")}));
  EXPECT_EQ(compiled.found_in(a_line(LogLevel::info, "no stock")), (Fields{{"item", "tea"}}));
  EXPECT_TRUE(compiled_from(a_log_rule()).found_in(a_line()).empty());
}

TEST(CustomRule, has_a_condition_of_its_own) {
  const auto compiled = compiled_from(a_custom_rule("status_code >= 500 and count > threshold", 1));

  EXPECT_FALSE(is_crossed(compiled, {an_answer(500), an_answer(499)}));
  EXPECT_TRUE(is_crossed(compiled, {an_answer(500), an_answer(503)}));
  EXPECT_FALSE(compiled.needs_times());
  EXPECT_TRUE(compiled_from(a_custom_rule("p99 > 5")).needs_times());
}

TEST(CompiledLogRule, cannot_be_made_of_a_condition_that_cannot_be_read) {
  const auto compiled =
      CompiledLogRule::of(std::make_shared<const LogRule>(a_custom_rule("count >")), nullptr);

  ASSERT_FALSE(compiled);
  EXPECT_EQ(compiled.error().message, "column 8: expected a name, a number or a string");
}

TEST(CompiledLogRule, looks_at_services_like_its_own) {
  auto rule = a_log_rule();
  rule.service = "pay-*";

  EXPECT_TRUE(compiled_from(rule).looks_at("pay-eu"));
  EXPECT_FALSE(compiled_from(rule).looks_at("checkout"));
}

TEST(CompiledLogRule, measures_times_that_its_message_names) {
  auto rule = a_log_rule();
  rule.message = "{{count}} at {{ p95 }}";

  EXPECT_TRUE(compiled_from(rule).needs_times());
}

TEST(CompiledLogRule, slides_by_a_sixtieth_of_its_window) {
  auto rule = a_log_rule();
  EXPECT_EQ(compiled_from(rule).panes(), 1U);
  EXPECT_EQ(compiled_from(rule).pane_length(), 5min);

  rule.window_type = WindowType::sliding;
  EXPECT_EQ(compiled_from(rule).panes(), 60U);
  EXPECT_EQ(compiled_from(rule).pane_length(), 5s);
  EXPECT_EQ(compiled_from(rule).window(), 5min);
}

TEST(CompiledLogRule, slides_by_no_less_than_a_second_or_half_of_its_window) {
  auto rule = a_log_rule();
  rule.window_type = WindowType::sliding;
  const auto expect = [&](Duration window, std::size_t panes, Duration length) {
    rule.window = window;
    EXPECT_EQ(compiled_from(rule).panes(), panes) << to_text(window);
    EXPECT_EQ(compiled_from(rule).pane_length(), length) << to_text(window);
  };
  expect(61s, 60, 1017ms);
  expect(60s, 60, 1s);
  expect(10s, 10, 1s);
  expect(2500ms, 2, 1250ms);
  expect(1s, 2, 500ms);
}

TEST(CompiledLogRule, groups_by_fields_and_by_what_its_pattern_names) {
  auto rule = of_type(LogRuleType::pattern);
  rule.group_by = {"item", "region", "fields.zone", "level", "status_code", "missing"};
  const auto compiled = compiled_from(rule, pattern("stock", {{"item", "tea"}}));
  auto line = an_answer(404);
  line.message = "no stock";
  line.fields.add("region", "eu");
  line.fields.add("zone", std::string(100, 'z'));

  EXPECT_EQ(compiled.group_of(line),
            (std::vector<std::string>{"tea", "eu", std::string(100, 'z'), "INFO", "404", ""}));
  line.message = "hello";
  EXPECT_EQ(compiled.group_of(line).front(), "");
  EXPECT_TRUE(compiled_from(a_log_rule()).group_of(line).empty());
}

TEST(CompiledLogRule, keeps_long_values_apart_that_are_alike_at_their_beginning) {
  auto rule = a_log_rule();
  rule.group_by = {"url"};
  const auto group_of = [&](const std::string& url) {
    auto line = an_error();
    line.fields.add("url", url);
    return compiled_from(rule).group_of(line).at(0);
  };
  const std::string beginning = "https://shop.example.org/" + std::string(110, 'x');

  EXPECT_EQ(group_of(beginning + "/1").size(), 128);
  EXPECT_NE(group_of(beginning + "/1"), group_of(beginning + "/2"));
  EXPECT_EQ(group_of(beginning + "/1"), group_of(beginning + "/1"));
}

TEST(CompiledLogRule, has_the_shape_by_which_its_windows_were_kept) {
  EXPECT_EQ(compiled_from(a_log_rule()).shape(), 13770934088712078054U);
}

TEST(CompiledLogRule, has_another_shape_only_when_it_would_count_something_else) {
  const auto shape = [](const LogRule& rule) { return compiled_from(rule, pattern("x")).shape(); };
  const auto custom = a_custom_rule("status_code >= 500 and count > threshold");

  auto same = custom;
  same.threshold = 9;
  same.severity = *Severity::parse("low");
  same.name = "other";
  same.condition = "status_code >= 500 and errors > 2 * threshold";
  same.grace = 1s;
  EXPECT_EQ(shape(same), shape(custom));

  std::vector<LogRule> others(10, custom);
  others[0].condition = "status_code >= 501 and count > threshold";
  others[1].condition = "status_code >= 500 and p99 > threshold";
  others[2].window = 1min;
  others[3].window_type = WindowType::sliding;
  others[4].group_by = {"region"};
  others[5].type = LogRuleType::error_threshold;
  others[6].type = LogRuleType::error_rate;
  others[7].type = LogRuleType::latency_threshold;
  others[8].type = LogRuleType::pattern;
  others[9].condition = "status_code >= threshold";
  for (const auto& other : others)
    EXPECT_NE(shape(other), shape(custom));

  auto filtering = others[9];
  filtering.threshold = 500;
  EXPECT_NE(shape(filtering), shape(others[9]));
  auto slower = others[7];
  slower.latency = 2s;
  EXPECT_NE(shape(slower), shape(others[7]));
  auto matching = others[8];
  matching.pattern = "y";
  EXPECT_NE(shape(matching), shape(others[8]));
}

}  // namespace
}  // namespace tocsin::tests
