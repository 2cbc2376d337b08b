#include "domain/logs/log_rule.hpp"

#include <cmath>
#include <functional>
#include <limits>
#include <string>

#include "tests/builders/logs.hpp"
#include "tests/support/prelude.hpp"

namespace tocsin::tests {
namespace {

using namespace domain;
using namespace std::chrono_literals;

using Change = std::function<void(LogRule&)>;

TEST(LogRules, are_refused_at_the_field_that_is_to_blame) {
  struct Case {
    Change change;
    std::string pointer;
    std::string message;
  };
  const std::vector<Case> cases{
      {[](LogRule& rule) { rule.service = ""; },
       "/service",
       "must not be empty; use \"*\" for all services"},
      {[](LogRule& rule) { rule.threshold = -1; }, "/threshold", "must not be negative"},
      {[](LogRule& rule) { rule.threshold = std::numeric_limits<double>::infinity(); },
       "/threshold",
       "must not be negative"},
      {[](LogRule& rule) { rule.type = LogRuleType::custom; },
       "/condition",
       "is required for a CUSTOM rule"},
      {[](LogRule& rule) {
         rule.type = LogRuleType::custom;
         rule.condition = "count >";
       },
       "/condition",
       "column 8: expected a name, a number or a string"},
      {[](LogRule& rule) { rule.type = LogRuleType::pattern; },
       "/pattern",
       "is required for a PATTERN rule"},
      {[](LogRule& rule) {
         rule.type = LogRuleType::latency_threshold;
         rule.latency = -1ms;
       },
       "/latency_ms",
       "must not be negative"},
      {[](LogRule& rule) {
         rule.type = LogRuleType::latency_threshold;
         rule.percentile = 100;
       },
       "/percentile",
       "must be greater than 0 and less than 100"},
      {[](LogRule& rule) {
         rule.type = LogRuleType::latency_threshold;
         rule.percentile = 0;
       },
       "/percentile",
       "must be greater than 0 and less than 100"},
      {[](LogRule& rule) { rule.window = 999ms; }, "/window", "must be from 1s to 24h"},
      {[](LogRule& rule) { rule.window = 24h + 1ms; }, "/window", "must be from 1s to 24h"},
      {[](LogRule& rule) { rule.grace = -1ms; }, "/grace", "must be from 0s to 5m"},
      {[](LogRule& rule) { rule.grace = 5min + 1ms; }, "/grace", "must be from 0s to 5m"},
      {[](LogRule& rule) { rule.resolve_after = 0; }, "/resolve_after", "must be from 1 to 1000"},
      {[](LogRule& rule) { rule.resolve_after = 1001; },
       "/resolve_after",
       "must be from 1 to 1000"},
      {[](LogRule& rule) { rule.group_by.assign(6, "x"); },
       "/group_by/5",
       "is one field too many: at most 5 are allowed"},
      {[](LogRule& rule) {
         rule.group_by = {"x", ""};
       },
       "/group_by/1",
       "must have 1 to 128 characters"},
      {[](LogRule& rule) { rule.group_by = {std::string(129, 'x')}; },
       "/group_by/0",
       "must have 1 to 128 characters"},
      {[](LogRule& rule) { rule.message = "{{service}} has {{count"; },
       "/message",
       "has an unclosed {{ at column 17"}};
  for (const auto& [change, pointer, message] : cases) {
    auto rule = a_log_rule();
    change(rule);
    const auto checked = check(rule);
    ASSERT_FALSE(checked) << pointer << ' ' << message;
    EXPECT_EQ(checked.error(), (Error{ErrorKind::invalid, message, pointer}));
  }
}

TEST(LogRules, are_good_up_to_their_bounds) {
  const std::vector<Change> changes{[](LogRule&) {},
                                    [](LogRule& rule) { rule.threshold = 0; },
                                    [](LogRule& rule) { rule.type = LogRuleType::error_rate; },
                                    [](LogRule& rule) {
                                      rule.type = LogRuleType::latency_threshold;
                                      rule.latency = 0ms;
                                    },
                                    [](LogRule& rule) {
                                      rule.type = LogRuleType::latency_threshold;
                                      rule.percentile = 99.9;
                                    },
                                    [](LogRule& rule) {
                                      rule.type = LogRuleType::pattern;
                                      rule.pattern = "x";
                                    },
                                    [](LogRule& rule) {
                                      rule.type = LogRuleType::custom;
                                      rule.condition = "count > threshold";
                                    },
                                    // As document 003 has it, for rules of any type.
                                    [](LogRule& rule) { rule.condition = "anything"; },
                                    [](LogRule& rule) { rule.window = 1s; },
                                    [](LogRule& rule) { rule.window = 24h; },
                                    [](LogRule& rule) { rule.grace = 0s; },
                                    [](LogRule& rule) { rule.grace = 5min; },
                                    [](LogRule& rule) { rule.resolve_after = 1000; },
                                    [](LogRule& rule) { rule.group_by.assign(5, "x"); },
                                    [](LogRule& rule) { rule.group_by = {std::string(128, 'x')}; },
                                    [](LogRule& rule) { rule.message = "{{a}} {{ b }} }}"; }};
  for (const auto& change : changes) {
    auto rule = a_log_rule();
    change(rule);
    const auto checked = check(rule);
    EXPECT_TRUE(checked) << (checked ? "" : checked.error().message);
  }
}

TEST(DefaultLogRules, are_the_three_of_the_document) {
  const auto rules = default_log_rules({"acme"});

  ASSERT_EQ(rules.size(), 3U);
  EXPECT_EQ(rules[0].id.value, "error-threshold");
  EXPECT_EQ(rules[0].threshold, 100);
  EXPECT_EQ(rules[0].severity.token(), "CRITICAL");
  EXPECT_EQ(rules[1].id.value, "high-latency");
  EXPECT_EQ(rules[1].threshold, 50);
  EXPECT_EQ(rules[1].latency, 2s);
  EXPECT_EQ(rules[1].severity.token(), "WARNING");
  EXPECT_EQ(rules[2].id.value, "server-error-rate");
  EXPECT_EQ(rules[2].threshold, 20);
  EXPECT_EQ(rules[2].severity.token(), "CRITICAL");
  for (const auto& rule : rules) {
    EXPECT_TRUE(check(rule));
    EXPECT_EQ(rule.tenant.value, "acme");
    EXPECT_EQ(rule.service, "*");
    EXPECT_EQ(rule.window, 5min);
    EXPECT_EQ(rule.window_type, WindowType::tumbling);
    EXPECT_TRUE(rule.enabled);
  }
}

}  // namespace
}  // namespace tocsin::tests
