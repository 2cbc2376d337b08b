#include "domain/alerting/grouping_rule.hpp"

#include "tests/builders/alerting.hpp"

namespace tocsin::domain {
namespace {

struct ValueUnderKey {
  const char* key;
  std::optional<std::string> value;
};

TEST(GroupingRuleTest, takes_the_value_under_its_key) {
  auto event = tests::an_event();
  event.manager = EventManagerId{"database-team"};
  event.class_name = "infrastructure";
  event.severity = tests::severity("HIGH");
  event.fields = {{"details.region", "eu-west-1"}, {"host", ""}, {"class", "of a field"}};
  const ValueUnderKey rows[] = {{"class", "infrastructure"},
                                {"severity", "high"},
                                {"event_manager_id", "database-team"},
                                {"details.region", "eu-west-1"},
                                {"details", std::nullopt},
                                {"host", std::nullopt},
                                {"absent", std::nullopt}};

  for (const auto& row : rows) {
    SCOPED_TRACE(row.key);
    GroupingRule rule;
    rule.key = row.key;
    EXPECT_EQ(grouping_value(rule, event), row.value);
  }
}

TEST(GroupingRuleTest, has_one_group_for_equal_severities) {
  GroupingRule rule;
  rule.key = "severity";
  auto event = tests::an_event();
  for (const auto* token : {"medium", "MEDIUM", "warning", "WARNING"}) {
    event.severity = tests::severity(token);
    EXPECT_EQ(grouping_value(rule, event), "medium") << token;
  }
  event.severity = tests::severity("CRITICAL");
  EXPECT_EQ(grouping_value(rule, event), "critical");
}

TEST(GroupingRuleTest, does_not_group_by_a_class_that_was_not_said) {
  GroupingRule rule;
  rule.key = "class";

  EXPECT_EQ(grouping_value(rule, tests::an_event()), std::nullopt);
}

}  // namespace
}  // namespace tocsin::domain
