#include "domain/logs/log_condition.hpp"

#include <string>
#include <string_view>

#include "tests/builders/logs.hpp"
#include "tests/support/prelude.hpp"

namespace tocsin::tests {
namespace {

using namespace domain;

LogCondition parsed(const std::string& text) {
  auto condition = LogCondition::parse(text);
  EXPECT_TRUE(condition) << text << ": " << (condition ? "" : condition.error().message);
  return condition ? *std::move(condition) : *LogCondition::parse("count > 0");
}

LogEntry the_line() {
  auto line = an_answer(503, Duration{1500});
  line.level = LogLevel::error;
  line.message = "no \"stock\"";
  line.trace_id = "t-1";
  line.fields.add("region", "eu");
  line.fields.add("cart.size", "12");
  line.fields.add("other", "eu");
  line.fields.add("order", "9007199254740993");
  return line;
}

LogTally tally(const std::vector<LogEntry>& lines) {
  LogTally sum;
  for (const auto& line : lines)
    sum.add(line, true);
  return sum;
}

TEST(LogCondition, says_which_lines_count) {
  struct Case {
    const char* condition;
    bool admits;
  };
  for (const auto& [condition, admits] :
       {Case{"status_code >= 500", true},
        {"status_code > 503", false},
        {"status_code = 503", true},
        {"status_code == 503", true},
        {"status_code != 503", false},
        {"status_code != 200", true},
        {"status_code < 503", false},
        {"status_code <= 503", true},
        {"503 <= status_code", true},
        {"level >= ERROR", true},
        {"level > error", false},
        {"level = ERROR", true},
        {"level < FATAL", true},
        {"INFO < level", true},
        {"service = 'checkout'", true},
        {"service != \"checkout\"", false},
        {"service = 'checkout' and level = ERROR", true},
        {"message = 'no \"stock\"'", true},
        {"trace_id = 't-1'", true},
        {"response_time > 1000", true},
        {"response_time > 2 * 1000 - 1", false},
        {"response_time / 1000 = 1.5", true},
        {"response_time + 500 >= 2000", true},
        {"response_time - 500 = 1000", true},
        {"response_time - 2 * 500 = 500", true},
        {"-response_time < -1000", true},
        {"- -1 < status_code", true},
        {"fields.region = 'eu'", true},
        {"'us' = fields.region", false},
        {"fields.region = fields.other", true},
        {"fields.region != fields.other", false},
        {"fields.cart.size > 10", true},
        {"fields.cart.size = 12.0", true},
        {"fields.order = 9007199254740993", true},
        {"fields.order = 9007199254740992", false},
        {"fields.cart.size * 2 = 24", true},
        {"fields.cart.size < fields.cart.size + 1", true},
        {"fields.cart.size >= fields.cart.size", true},
        {"not level < ERROR", true},
        {"NOT (level >= ERROR)", false},
        {"! level < ERROR and not not level = ERROR", true},
        {"level = INFO or status_code = 503", true},
        {"level = INFO || status_code = 500", false},
        {"level = ERROR && status_code = 503", true},
        {"level = ERROR AND status_code = 500", false},
        {"level = INFO and level = WARN or level = ERROR", true},
        {"level = INFO and (level = WARN OR level = ERROR)", false},
        {"level = ERROR and level = WARN or level = INFO", false},
        {"level = ERROR or level = INFO and level = WARN", true},
        {"response_time > threshold * 100", true},
        {"1 + 2 * 3 = 7 and level = ERROR", true},
        {"(1 + 2) * 3 = 9 and level = ERROR", true}}) {
    EXPECT_EQ(parsed(condition).admits(the_line(), 10), admits) << condition;
  }
}

TEST(LogCondition, takes_what_is_not_there_as_not_met) {
  const auto bare = a_line();
  for (const auto* condition : {"status_code > 0",
                                "status_code != 1",
                                "response_time < 1",
                                "fields.x = 'a'",
                                "fields.x != 'a'",
                                "fields.x = fields.y",
                                "fields.x < 5",
                                "fields.x != 5",
                                "1 / 0 = status_code",
                                "status_code / 0 > 1"}) {
    EXPECT_FALSE(parsed(condition).admits(bare, 0)) << condition;
  }
  auto line = an_answer(500);
  line.fields.add("x", "12 apples");
  EXPECT_FALSE(parsed("status_code / 0 > 1").admits(line, 0));
  EXPECT_FALSE(parsed("not (status_code / 0 > 1) and status_code = 1").admits(line, 0));
  EXPECT_FALSE(parsed("fields.x > 1").admits(line, 0));
}

TEST(LogCondition, says_what_the_window_must_be_like) {
  auto failing = an_answer(500, Duration{100});
  failing.level = LogLevel::error;
  const auto window = tally({failing, an_answer(503), an_error(), a_line()});
  struct Case {
    const char* condition;
    bool is_met;
  };
  for (const auto& [condition, is_met] : {Case{"count = 4", true},
                                          {"count > threshold", true},
                                          {"count > threshold + 1", false},
                                          {"errors = 2", true},
                                          {"server_errors = 2", true},
                                          {"rate = 75", true},
                                          {"rate > 80", false},
                                          {"p50 < 11 and p90 < 11", true},
                                          {"p95 > 50", false},
                                          {"p99 < 11", true},
                                          {"max > 98 and max < 102", true},
                                          {"errors / count >= 0.5", true},
                                          {"1 = 1", true},
                                          {"2 = 1", false},
                                          {"not count > 3 or errors > 1", true}}) {
    EXPECT_EQ(parsed(condition).is_met(window, 3), is_met) << condition;
  }
}

TEST(LogCondition, takes_times_and_rates_of_nothing_as_not_met) {
  const LogTally nothing;
  for (const auto* condition : {"p99 < 1", "max >= 0", "rate = 0", "rate != 1"})
    EXPECT_FALSE(parsed(condition).is_met(nothing, 0)) << condition;
}

TEST(LogCondition, takes_the_line_apart_from_the_window) {
  const auto condition = parsed("status_code >= 500 and (count > threshold and level = ERROR)");
  auto line = an_answer(500);

  EXPECT_FALSE(condition.admits(line, 1));
  line.level = LogLevel::error;
  EXPECT_TRUE(condition.admits(line, 1));
  EXPECT_FALSE(condition.is_met(tally({line}), 1));
  EXPECT_TRUE(condition.is_met(tally({line, line}), 1));
  EXPECT_EQ(condition.filter_text(), "status_code >= 500\nlevel = ERROR\n");
  EXPECT_FALSE(condition.filters_by_threshold());
  EXPECT_FALSE(condition.needs_times());
}

TEST(LogCondition, counts_more_than_the_threshold_when_nothing_is_said_of_the_window) {
  const auto condition = parsed("status_code >= 500");

  EXPECT_FALSE(condition.is_met(tally({an_answer(500)}), 1));
  EXPECT_TRUE(condition.is_met(tally({an_answer(500), an_answer(500)}), 1));
  EXPECT_TRUE(parsed("threshold > 0").admits(a_line(), 0));
  EXPECT_FALSE(parsed("threshold > 0").is_met(tally({a_line()}), 0));
  EXPECT_TRUE(parsed("threshold > 0").is_met(tally({a_line(), a_line()}), 1));
}

TEST(LogCondition, counts_every_line_when_nothing_is_said_of_the_line) {
  EXPECT_TRUE(parsed("count > 5").admits(a_line(), 0));
  EXPECT_EQ(parsed("count > 5").filter_text(), "");
}

TEST(LogCondition, tells_what_its_filter_depends_on) {
  EXPECT_TRUE(parsed("response_time > threshold").filters_by_threshold());
  EXPECT_TRUE(parsed("p99 > 100 and level = INFO").needs_times());
  EXPECT_EQ(parsed(" not level = INFO  and( (level = WARN)) and -status_code < - 5 ").filter_text(),
            "not level = INFO\n( (level = WARN))\n-status_code < - 5\n");
}

TEST(LogCondition, has_a_thousand_characters_at_most) {
  EXPECT_TRUE(LogCondition::parse("count > 5" + std::string(991, ' ')));
  EXPECT_FALSE(LogCondition::parse("count > 5" + std::string(992, ' ')));
}

TEST(LogCondition, is_read_no_further_than_it_goes) {
  EXPECT_TRUE(LogCondition::parse(std::string_view{"count > 5'"}.substr(0, 9)));
}

TEST(LogCondition, points_at_the_column_of_what_it_does_not_understand) {
  struct Case {
    std::string condition;
    std::string message;
  };
  const std::string deep(33, '(');
  for (const auto& [condition, message] :
       {Case{"", "column 1: expected a name, a number or a string"},
        {"   ", "column 4: expected a name, a number or a string"},
        {"count >", "column 8: expected a name, a number or a string"},
        {"cuont > 5",
         "column 1: unknown name \"cuont\"; fields of the line are written fields.NAME"},
        {"count > 5 and latency > 3",
         "column 15: unknown name \"latency\"; fields of the line are written fields.NAME"},
        {"fields. = 'x'",
         "column 1: unknown name \"fields.\"; fields of the line are written fields.NAME"},
        {"count > and",
         "column 9: unknown name \"and\"; fields of the line are written fields.NAME"},
        {"count > 5 5", "column 11: expected the end of the condition"},
        {"count > 5)", "column 10: expected the end of the condition"},
        {"(count > 5", "column 11: expected a closing parenthesis"},
        {"count", "column 1: expected a comparison"},
        {"count and errors > 5", "column 1: expected a comparison"},
        {"errors > 5 or count", "column 15: expected a comparison"},
        {"not count", "column 5: expected a comparison"},
        {"count > 1.2.3", "column 9: this is not a valid number"},
        {"count > 'many'", "column 7: a string must be compared with a string"},
        {"service = (count > 1)", "column 9: a string must be compared with a string"},
        {"service > 'a'", "column 9: strings support only = and !="},
        {"service + 1 = 2", "column 1: expected a number"},
        {"1 * service = 2", "column 5: expected a number"},
        {"-service = 2", "column 2: expected a number"},
        {"(count > 1) = 1", "column 1: expected a number"},
        {"1 > (count > 1)", "column 5: expected a number"},
        {"level = 'ERROR'",
         "column 7: a level must be compared with TRACE, DEBUG, INFO, WARN, ERROR or FATAL"},
        {"level > 3",
         "column 7: a level must be compared with TRACE, DEBUG, INFO, WARN, ERROR or FATAL"},
        {"service = 'open", "column 11: this string has no closing quote"},
        {"count # 5", "column 7: expected the end of the condition"},
        {"# 5", "column 1: unknown name \"#\"; fields of the line are written fields.NAME"},
        {"status_code = 500 or count > 5",
         "column 19: conditions on the line and conditions on the window must be joined by `and`"},
        {"not (status_code = 500 and count > 5)",
         "column 1: conditions on the line and conditions on the window must be joined by `and`"},
        {"response_time > p99",
         "column 15: conditions on the line and conditions on the window must be joined by `and`"},
        {deep + "count > 1", "column 34: the condition is nested too deeply"},
        {std::string(1001, ' '),
         "column 1001: the condition must not be longer than 1000 characters"}}) {
    const auto refused = LogCondition::parse(condition);
    ASSERT_FALSE(refused) << condition;
    EXPECT_EQ(refused.error(), (Error{ErrorKind::invalid, message, {}})) << condition;
  }
}

}  // namespace
}  // namespace tocsin::tests
