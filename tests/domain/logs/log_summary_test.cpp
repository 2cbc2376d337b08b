#include "domain/logs/log_summary.hpp"

#include <string>

#include "domain/logs/log_alert.hpp"
#include "tests/builders/logs.hpp"
#include "tests/fakes/logs.hpp"
#include "tests/support/prelude.hpp"

namespace tocsin::tests {
namespace {

using namespace domain;
using namespace std::chrono_literals;

class LogSummaries : public ::testing::Test {
 protected:
  std::string summary() { return summary_of({rule, line, window, found}); }
  Fields fields() { return fields_of({rule, line, window, found}); }
  std::string said(std::string message) {
    rule.message = std::move(message);
    return summary();
  }

  LogRule rule = a_log_rule(100, "r1");
  LogEntry line = an_error();
  LogTally window{101, 90, 7, 95, {}};
  Fields found;
};

TEST_F(LogSummaries, of_the_default_rules_are_those_of_the_document) {
  const auto rules = default_log_rules(acme);
  rule = rules[0];
  EXPECT_EQ(summary(), "Service checkout has 101 errors in 5 minutes");
  rule = rules[1];
  EXPECT_EQ(summary(), "Service checkout has 101 high-latency requests (>2s)");
  rule = rules[2];
  EXPECT_EQ(summary(), "Service checkout has 101 server errors (5xx) in 5 minutes");
}

TEST_F(LogSummaries, say_the_usual_for_each_type) {
  rule.type = LogRuleType::latency_threshold;
  EXPECT_EQ(summary(), "Service checkout has a p99 latency of 0 ms in 5 minutes");
  rule.percentile = 99.9;
  window.add(an_answer(200, 1s), true);
  EXPECT_EQ(summary(), "Service checkout has a p99.9 latency of 1002.43 ms in 5 minutes");
  rule.type = LogRuleType::error_rate;
  rule.window = 90s;
  EXPECT_EQ(summary(), "Service checkout has 93.14 % errors in 90 seconds");
  rule.type = LogRuleType::pattern;
  rule.window = 1h;
  EXPECT_EQ(summary(), "Service checkout has 102 messages of rule r1 in 1 hour");
  rule.type = LogRuleType::custom;
  rule.window = 1500ms;
  EXPECT_EQ(summary(), "Service checkout meets rule r1 with 102 lines in 1s500ms");
}

TEST_F(LogSummaries, count_one_thing_in_the_singular) {
  window.count = 1;
  rule.window = 1s;
  EXPECT_EQ(summary(), "Service checkout has 1 error in 1 second");
  rule.type = LogRuleType::pattern;
  EXPECT_EQ(summary(), "Service checkout has 1 message of rule r1 in 1 second");
  rule.type = LogRuleType::custom;
  EXPECT_EQ(summary(), "Service checkout meets rule r1 with 1 line in 1 second");
  rule.type = LogRuleType::latency_threshold;
  rule.latency = 2s;
  EXPECT_EQ(summary(), "Service checkout has 1 high-latency request (>2s)");
}

TEST_F(LogSummaries, put_in_what_is_measured) {
  EXPECT_EQ(said("{{count}} {{ errors }} {{server_errors}} {{rate}} {{threshold}}"),
            "101 90 7 94.06 100");
  EXPECT_EQ(said("{{p50}}"), "{{p50}}");
  window.add(an_answer(200, 100ms), true);
  EXPECT_EQ(said("{{p50}} {{p90}} {{p95}} {{p99}} {{max}}"), "100.49 100.49 100.49 100.49 100.49");
}

TEST_F(LogSummaries, put_in_the_rule_the_line_and_what_was_found) {
  line = an_answer(503, 17ms);
  line.trace_id = "t-1";
  line.fields.add("region", "eu");
  found.add("item", "tea");
  rule.latency = 2s;
  EXPECT_EQ(said("{{rule_id}} {{rule_name}} {{severity}} {{window}} {{latency}}"),
            "r1 rule r1 CRITICAL 5 minutes 2s");
  EXPECT_EQ(said("{{service}} {{level}} {{message}} {{trace_id}} {{status_code}} "
                 "{{response_time}} {{region}} {{fields.region}} {{item}}"),
            "checkout INFO hello t-1 503 17 eu eu tea");
}

TEST_F(LogSummaries, leave_what_they_do_not_know) {
  EXPECT_EQ(said("{{nobody}} {{}} {{  }} {{latency}} {{status_code}} {{response_time}} {{count"),
            "{{nobody}} {{}} {{  }} {{latency}} {{status_code}} {{response_time}} {{count");
}

TEST_F(LogSummaries, do_not_look_again_at_what_was_put_in) {
  line.message = "{{service}}";
  EXPECT_EQ(said("<{{message}}>"), "<{{service}}>");
}

TEST_F(LogSummaries, are_cut_between_characters) {
  line.message = "x" + std::string(1'000, '.');
  EXPECT_EQ(said("{{message}}").size(), 1'000U);
  line.message = std::string(999, 'x') + "\xE2\x82\xAC";
  EXPECT_EQ(said("{{message}}"), std::string(999, 'x'));
  line.message = std::string(2'000, '\x82');
  EXPECT_EQ(said("{{message}}"), "");
}

TEST_F(LogSummaries, keep_what_was_measured_as_fields) {
  EXPECT_EQ(fields(),
            (Fields{{"rule_id", "r1"},
                    {"rule_type", "ERROR_THRESHOLD"},
                    {"service", "checkout"},
                    {"source", "checkout"},
                    {"count", "101"},
                    {"threshold", "100"},
                    {"window", "5m"}}));
  rule.type = LogRuleType::error_rate;
  line.trace_id = "t-1";
  found.add("item", "tea");
  EXPECT_EQ(fields().find("rate"), "94.06");
  EXPECT_EQ(fields().find("trace_id"), "t-1");
  EXPECT_EQ(fields().find("item"), "tea");
}

TEST_F(LogSummaries, keep_the_percentiles_that_were_measured) {
  window.add(an_answer(200, 100ms), true);
  EXPECT_EQ(fields().find("p50"), "100.49");
  EXPECT_EQ(fields().find("max"), "100.49");

  rule.type = LogRuleType::latency_threshold;
  rule.percentile = 75;
  EXPECT_EQ(fields().find("p75"), "100.49");
  EXPECT_EQ(fields().find("p50"), std::nullopt);
  rule.latency = 2s;
  EXPECT_EQ(fields().find("p75"), std::nullopt);
  EXPECT_EQ(fields().find("p50"), "100.49");
}

TEST(LogMessages, know_whether_they_name_a_response_time) {
  EXPECT_FALSE(mentions_times("{{count}} p99"));
  EXPECT_TRUE(mentions_times("{{count}} {{ p99 }}"));
}

TEST(LogAlerts, have_one_key_for_each_rule_service_group_and_severity) {
  auto rule = a_log_rule(0, "r1");
  rule.group_by = {"region", "item"};
  const auto compiled = compiled_from(
      rule, std::make_shared<const PlainRegex>("it", Fields{{"item", "tea"}, {"size", "xl"}}));
  auto line = of_service("shop/100%", an_error());
  line.occurred_at = midnight;
  const LogAlarm alarm{
      &compiled, nullptr, {"eu", "tea/"}, {midnight, midnight + 5min, {1, 1, 0, 1, {}}}};

  const auto event = alert_event(alarm, line);

  EXPECT_EQ(event.dedup_key, "log-rule/r1/shop%2F100%25/eu/tea%2F/CRITICAL");
  EXPECT_EQ(event.tenant, acme);
  EXPECT_EQ(event.action, Action::trigger);
  EXPECT_EQ(event.summary, "Service shop/100% has 1 error in 5 minutes");
  EXPECT_EQ(event.severity.token(), "CRITICAL");
  EXPECT_EQ(event.class_name, "rule r1");
  EXPECT_EQ(event.occurred_at, midnight);
  EXPECT_EQ(event.fields.find("region"), "eu");
  EXPECT_EQ(event.fields.find("item"), "tea/");
  EXPECT_EQ(event.fields.find("size"), "xl");
}

}  // namespace
}  // namespace tocsin::tests
