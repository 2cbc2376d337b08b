#include "tests/worlds/logs.hpp"

namespace tocsin::tests {
namespace {

using namespace std::chrono_literals;
using namespace domain;
using End = FakeUnitOfWork::End;
using ports::Counter;

class EvaluateLogRulesTest : public LogScenario {
 protected:
  auto evaluated(std::size_t count, const LogEntry& line) {
    return evaluate.handle({std::vector<LogEntry>(count, line), "gateway"});
  }
};

TEST_F(EvaluateLogRulesTest, writes_the_windows_in_the_batch_of_their_alert) {
  given(a_log_rule(2));
  when(2, an_error());
  EXPECT_TRUE(log_windows.written.empty());
  EXPECT_EQ(log_windows.waiting.size(), 1U);

  when(1, an_error());
  EXPECT_EQ(log_windows.written, std::vector<std::string>{"checkout"});
  EXPECT_EQ(work.end, End::committed);
}

TEST_F(EvaluateLogRulesTest, has_its_service_settle_when_the_alert_may_be_over) {
  given(a_log_rule(2));
  when(1, an_error());
  ASSERT_TRUE(checkpoint.handle({}));
  when(2, an_error());

  EXPECT_LE(*log_windows.next_turn(), clock.now() + 10min + 30s);
}

TEST_F(EvaluateLogRulesTest, raises_again_what_was_taken_back) {
  given(a_log_rule(2));
  given(a_log_rule(2, "more"));
  work.refuses = true;
  EXPECT_FALSE(evaluated(3, an_error()));
  alerts.kept.clear();  // as the store takes back what it refuses
  work.refuses = false;

  when(1, an_error());
  EXPECT_EQ(open_alerts(), (Open{{"rule too-many", 1}, {"rule more", 1}}));
  EXPECT_EQ(newest_alert().fields.find("count"), "4");
}

TEST_F(EvaluateLogRulesTest, counts_a_batch_once_however_often_it_comes) {
  given(a_log_rule(2));
  const std::vector<LogEntry> lines{
      an_error(), of_service("search", an_error()), an_error(), of_service("search", an_error())};
  for (int time = 0; time < 2; ++time) {
    const auto answer = evaluate.handle({lines, "gateway", 7});
    ASSERT_TRUE(answer);
    EXPECT_EQ(*answer, (Answer{4, 0}));
  }
  EXPECT_EQ(open_alerts(), Open{});
  EXPECT_EQ(metrics.counts[Counter::log_lines_repeated], 4);

  ASSERT_TRUE(evaluate.handle({lines, "gateway", 8}));
  EXPECT_EQ(newest_alert().fields.find("count"), "3");
}

TEST_F(EvaluateLogRulesTest, counts_a_batch_again_whose_alert_could_not_be_raised) {
  given(a_log_rule(2));
  work.refuses = true;
  EXPECT_FALSE(evaluate.handle({std::vector<LogEntry>(3, an_error()), "gateway", 7}));
  alerts.kept.clear();
  work.refuses = false;

  ASSERT_TRUE(evaluate.handle({std::vector<LogEntry>(3, an_error()), "gateway", 7}));
  EXPECT_EQ(open_alerts(), (Open{{"rule too-many", 1}}));
}

TEST_F(EvaluateLogRulesTest, fails_when_no_alert_can_be_raised) {
  given(a_log_rule(2));
  alerts.is_gone = FakeAlerts::Read::find_open;
  const auto answer = evaluated(3, an_error());

  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error(), store_gone);
  EXPECT_EQ(work.end, End::rolled_back);
}

TEST_F(EvaluateLogRulesTest, fails_when_the_rules_cannot_be_read) {
  log_rules.is_gone = true;
  const auto answer = evaluated(1, an_error());

  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error(), store_gone);
  EXPECT_EQ(work.end, End::rolled_back);
}

TEST_F(EvaluateLogRulesTest, counts_nothing_for_a_service_too_many) {
  given(a_log_rule(0));
  log_windows.is_full = true;

  EXPECT_EQ(when({an_error(), an_error()}), (Answer{0, 0}));
  EXPECT_EQ(metrics.counts[Counter::log_lines_without_room], 2);
  EXPECT_TRUE(alerts.kept.empty());
}

TEST_F(EvaluateLogRulesTest, follows_no_service_that_no_rule_looks_at) {
  auto rule = a_log_rule(0);
  rule.service = "pay-*";
  given(rule);

  EXPECT_EQ(when({an_error(), an_error(), of_service("pay-eu", an_error()), an_error()}),
            (Answer{4, 0}));
  ASSERT_EQ(log_windows.kept.size(), 1U);
  EXPECT_EQ(log_windows.kept.begin()->first.second, "pay-eu");
  EXPECT_EQ(metrics.counts[Counter::log_lines_without_room], 0);
}

TEST_F(EvaluateLogRulesTest, ends_the_alert_of_a_service_that_no_rule_looks_at_any_more) {
  given(a_log_rule(0));
  when(1, an_error());
  ASSERT_EQ(open_alerts(), (Open{{"rule too-many", 1}}));
  auto elsewhere = a_log_rule(0);
  elsewhere.service = "pay-*";
  ASSERT_TRUE(logs.save_log_rule.handle({elsewhere, application::Existing::replace}));

  when(1, an_error());
  when_time_passes(1s);
  EXPECT_EQ(open_alerts(), Open{});
  EXPECT_TRUE(log_windows.kept.empty());
}

TEST_F(EvaluateLogRulesTest, says_what_a_rule_that_keeps_too_much_has_no_room_for) {
  auto rule = a_log_rule(1e9);
  rule.type = LogRuleType::latency_threshold;
  rule.window = 1s;
  rule.grace = 5min;
  rule.group_by = {"region"};
  given(rule);
  std::vector<LogEntry> lines;
  for (Duration ago{}; ago < 5min; ago += 1s) {
    for (int region = 0; region < 20; ++region) {
      for (const Duration time : {Duration{1}, Duration{1'000'000h}}) {
        lines.push_back(at(clock.now() - ago, an_answer(200, time)));
        lines.back().fields.add("region", std::to_string(region));
      }
    }
  }
  when(1, lines.front());
  EXPECT_EQ(metrics.counts[Counter::log_lines_without_room], 0);
  when(lines);
  const auto without_room = metrics.counts[Counter::log_lines_without_room];
  EXPECT_GT(without_room, 0);

  when(1, lines.front());
  EXPECT_EQ(metrics.counts[Counter::log_lines_without_room], without_room + 1);
}

TEST_F(EvaluateLogRulesTest, is_worth_more_the_more_lines_it_has) {
  EXPECT_EQ((application::EvaluateLogRules::Command{{}, ""}.weight()), 1U);
  EXPECT_EQ((application::EvaluateLogRules::Command{std::vector<LogEntry>(1'000), ""}.weight()),
            51U);
}

class LogWatchesTest : public LogScenario {
 protected:
  LogRule matching(std::string text, std::string id = "m") {
    auto rule = a_log_rule(0, std::move(id));
    rule.type = LogRuleType::pattern;
    rule.pattern = std::move(text);
    return rule;
  }
};

TEST_F(LogWatchesTest, are_the_same_until_a_rule_changes) {
  given(matching("stock"));
  given(a_log_rule(2));
  const auto first = *compiled_rules.of(acme);
  EXPECT_EQ(*compiled_rules.of(acme), first);
  given(a_log_rule(3));
  const auto second = *compiled_rules.of(acme);

  EXPECT_NE(second, first);
  EXPECT_EQ(second->front(), first->front()) << "its rule has not changed";
  EXPECT_NE(second->back(), first->back());
  EXPECT_EQ(regexes.compiled, 1);
}

TEST_F(LogWatchesTest, leave_out_rules_that_are_not_enabled) {
  auto rule = a_log_rule(2);
  rule.enabled = false;
  given(rule);

  EXPECT_TRUE((*compiled_rules.of(acme))->empty());
}

TEST_F(LogWatchesTest, leave_out_and_count_rules_that_cannot_be_used) {
  given(matching("(", "a"));
  given(a_custom_rule("count >"));
  given(matching("stock", "z"));

  ASSERT_EQ((*compiled_rules.of(acme))->size(), 1U);
  EXPECT_EQ((*compiled_rules.of(acme))->front()->rule().id.value, "z");
  EXPECT_EQ(metrics.counts[Counter::log_rules_unusable], 2);
  when({a_line(LogLevel::info, "no stock")});
  EXPECT_EQ(open_alerts(), (Open{{"rule z", 1}}));
}

}  // namespace
}  // namespace tocsin::tests
