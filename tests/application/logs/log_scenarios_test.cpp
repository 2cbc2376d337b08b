#include "tests/worlds/logs.hpp"

// The cases Y1 to Y5, Y10 and Y11 of document 003, and what becomes of an alert later.
namespace tocsin::tests {
namespace {

using namespace std::chrono_literals;
using namespace domain;
using application::Existing;
using ports::Counter;

LogEntry error_500() {
  auto line = an_error();
  line.status_code = 500;
  return line;
}

TEST_F(LogScenario, y1_101_errors_in_one_window_are_exactly_one_critical_alert_and_100_are_none) {
  given_the_default_rules();

  when(100, an_error());
  EXPECT_EQ(open_alerts(), Open{});

  when(1, an_error());
  EXPECT_EQ(open_alerts(), (Open{{"error-threshold", 1}}));
  EXPECT_EQ(newest_alert().severity.token(), "CRITICAL");
  EXPECT_EQ(newest_alert().summary, "Service checkout has 101 errors in 5 minutes");
  EXPECT_EQ(newest_alert().dedup_key, "log-rule/error-threshold/checkout/CRITICAL");
  EXPECT_EQ(timeline.kept.back().why, "found by alert rule error-threshold in lines of gateway");
  when(100, an_error());
  EXPECT_EQ(open_alerts(), (Open{{"error-threshold", 1}}));
  EXPECT_EQ(alerts.kept.size(), 1U);
}

TEST_F(LogScenario, y2_the_flow_of_the_document_makes_three_alerts) {
  given_the_default_rules();

  when(120, error_500());
  when(60, an_answer(200, 3000ms));
  EXPECT_EQ(open_alerts(),
            (Open{{"error-threshold", 1}, {"server-error-rate", 1}, {"high-latency", 1}}));
  const auto deduplicated = metrics.counts[Counter::alerts_deduplicated];
  when(30, an_answer(503));

  EXPECT_EQ(alerts.kept.size(), 3U);
  EXPECT_EQ(metrics.counts[Counter::alerts_deduplicated], deduplicated + 30);
}

TEST_F(LogScenario, y3_60_and_60_around_the_end_of_a_window_are_none_when_it_tumbles) {
  given_the_default_rules();
  clock.advance(4min + 50s);
  when(60, an_error());
  when_time_passes(20s);
  when(60, an_error());

  EXPECT_EQ(open_alerts(), Open{});
}

TEST_F(LogScenario, y3_60_and_60_around_the_end_of_a_window_are_one_when_it_slides) {
  auto rule = default_log_rules(acme)[0];
  rule.window_type = WindowType::sliding;
  given(rule);
  clock.advance(4min + 50s);
  when(60, an_error());
  when_time_passes(20s);
  when(60, an_error());

  EXPECT_EQ(open_alerts(), (Open{{"error-threshold", 1}}));
  EXPECT_EQ(alerts.kept.size(), 1U);
}

TEST_F(LogScenario, y4_a_new_rule_fires_at_the_11th_and_no_more_when_it_is_disabled) {
  auto rule = a_log_rule(10);
  rule.window = 1min;
  ASSERT_TRUE(logs.save_log_rule.handle({rule, Existing::refuse}));

  when(10, an_error());
  EXPECT_EQ(open_alerts(), Open{});
  when(1, an_error());
  EXPECT_EQ(open_alerts(), (Open{{"rule too-many", 1}}));

  ASSERT_TRUE(logs.set_log_rule_enabled.handle({acme, rule.id, false}));
  when_time_passes(1s);
  EXPECT_EQ(open_alerts(), Open{});
  EXPECT_EQ(why_resolved(), "its rule no longer covers the service");
  when(50, an_error());
  EXPECT_EQ(open_alerts(), Open{});
}

TEST_F(LogScenario, y4_a_threshold_that_is_raised_in_a_window_applies_to_the_next_line) {
  auto rule = a_log_rule(10);
  ASSERT_TRUE(logs.save_log_rule.handle({rule, Existing::refuse}));
  when(10, an_error());
  rule.threshold = 20;
  ASSERT_TRUE(logs.save_log_rule.handle({rule, Existing::replace}));

  when(10, an_error());
  EXPECT_EQ(open_alerts(), Open{});
  when(1, an_error());
  EXPECT_EQ(open_alerts(), (Open{{"rule too-many", 1}}));
}

TEST_F(LogScenario, y5_the_same_again_in_the_window_is_suppressed_and_after_it_alerts_again) {
  given(a_log_rule(2));
  when(3, an_error());
  when(1, an_error());
  EXPECT_EQ(metrics.counts[Counter::alerts_deduplicated], 1);
  EXPECT_EQ(open_alerts(), (Open{{"rule too-many", 1}}));

  when_time_passes(5min);
  when(3, an_error());
  EXPECT_EQ(open_alerts(), (Open{{"rule too-many", 2}}));
  EXPECT_EQ(alerts.kept.size(), 1U);
}

TEST_F(LogScenario, y5_a_different_severity_is_a_separate_alert) {
  auto rule = a_log_rule(2);
  given(rule);
  when(3, an_error());
  rule.severity = *Severity::parse("WARNING");
  ASSERT_TRUE(logs.save_log_rule.handle({rule, Existing::replace}));
  when(1, an_error());

  EXPECT_EQ(alerts.kept.size(), 2U);
  when_time_passes(1s);
  EXPECT_EQ(open_alerts(), (Open{{"rule too-many", 1}}));
  EXPECT_EQ(why_resolved(), "the severity of its rule has changed");
}

TEST_F(LogScenario, y10_every_line_counts_by_itself) {
  given(a_log_rule(2));
  const auto too_late = at(clock.now() - 6min, an_error());

  EXPECT_EQ(when({an_error(), too_late, an_error(), a_line()}), (Answer{3, 1}));
  EXPECT_EQ(when({}), (Answer{0, 0}));
  EXPECT_EQ(when(1, an_error()), (Answer{1, 0}));
  EXPECT_EQ(open_alerts(), (Open{{"rule too-many", 1}}));
}

TEST_F(LogScenario, y11_a_line_of_4_minutes_ago_lands_in_its_own_window) {
  given(a_log_rule(2));
  clock.advance(2min);
  when(2, an_error());
  EXPECT_EQ(when(1, at(clock.now() - 4min, an_error())), (Answer{0, 1}));
  EXPECT_EQ(metrics.counts[Counter::log_lines_late], 1);
  EXPECT_EQ(open_alerts(), Open{});

  clock.advance(3min + 20s);
  when(1, an_error());
  EXPECT_EQ(when(1, at(clock.now() - 4min, an_error())), (Answer{1, 0}));
  EXPECT_EQ(open_alerts(), (Open{{"rule too-many", 1}}));
  EXPECT_EQ(newest_alert().fields.find("count"), "3");
}

TEST_F(LogScenario, an_alert_is_resolved_when_its_rule_was_quiet_for_a_window) {
  given(a_log_rule(2));
  when(3, an_error());

  when_time_passes(10min + 29s);
  EXPECT_EQ(open_alerts(), (Open{{"rule too-many", 1}}));
  when_time_passes(1s);
  EXPECT_EQ(open_alerts(), Open{});
  EXPECT_EQ(why_resolved(), "its rule was quiet");
  EXPECT_EQ(timeline.kept.back().by, "alert rules");
}

TEST_F(LogScenario, an_alert_stays_open_while_its_rule_is_crossed_in_every_window) {
  given(a_log_rule(2));
  for (int windows_passed = 0; windows_passed < 4; ++windows_passed) {
    when(3, an_error());
    when_time_passes(5min);
  }
  EXPECT_EQ(open_alerts(), (Open{{"rule too-many", 4}}));
}

TEST_F(LogScenario, a_resolved_alert_is_opened_anew) {
  given(a_log_rule(2));
  when(3, an_error());
  when_time_passes(15min);
  when(3, an_error());

  EXPECT_EQ(alerts.kept.size(), 2U);
  EXPECT_EQ(open_alerts(), (Open{{"rule too-many", 1}}));
}

TEST_F(LogScenario, the_alert_of_a_removed_rule_is_resolved) {
  given(a_log_rule(2));
  when(3, an_error());
  ASSERT_TRUE(logs.remove_log_rule.handle({acme, a_log_rule().id}));
  when_time_passes(1s);

  EXPECT_EQ(open_alerts(), Open{});
}

TEST_F(LogScenario, services_and_groups_have_alerts_of_their_own) {
  auto rule = a_log_rule(1);
  rule.group_by = {"region"};
  rule.message = "{{service}} in {{region}}";
  given(rule);
  auto in_eu = an_error();
  in_eu.fields.add("region", "eu");
  when(2, in_eu);
  when(2, of_service("search", in_eu));
  in_eu.fields = {{"region", "us"}};
  when({in_eu, of_service("search", in_eu), in_eu});

  std::vector<std::string> summaries;
  for (const auto& [id, alert] : alerts.kept)
    summaries.push_back(alert.summary.substr(0, alert.summary.find(" (")));
  EXPECT_EQ(summaries,
            (std::vector<std::string>{"checkout in eu", "search in eu", "checkout in us"}));
}

TEST_F(LogScenario, tenants_do_not_see_each_others_lines) {
  given(a_log_rule(2));
  auto line = an_error();
  line.tenant.value = "globex";
  when(9, line);
  when(2, an_error());

  EXPECT_TRUE(alerts.kept.empty());
}

TEST_F(LogScenario, too_many_groups_are_counted_together_and_in_a_metric) {
  auto rule = a_log_rule(1);
  rule.group_by = {"region"};
  given(rule);
  for (std::size_t n = 0; n < ServiceLog::max_groups + 2; ++n) {
    auto line = an_error();
    line.fields.add("region", std::to_string(n));
    when({line});
  }

  EXPECT_EQ(metrics.counts[Counter::log_lines_without_group], 2);
  EXPECT_EQ(newest_alert().dedup_key, "log-rule/too-many/checkout/CRITICAL");
}

}  // namespace
}  // namespace tocsin::tests
