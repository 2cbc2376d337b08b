#include "application/alerting/save_grouping_rule.hpp"
#include "tests/builders/alerting.hpp"
#include "tests/worlds/configuring.hpp"

namespace tocsin::tests {
namespace {

using namespace std::chrono_literals;
using application::Existing;

class ConfigureGroupingRulesTest : public Configuring {
 protected:
  application::SaveGroupingRule& save = alerting.save_grouping_rule;
  application::RemoveGroupingRule& remove = alerting.remove_grouping_rule;
};

TEST_F(ConfigureGroupingRulesTest, a_new_rule_is_dated_and_kept) {
  const auto saved = save.handle({rule_by_class(), Existing::refuse});

  ASSERT_TRUE(saved);
  EXPECT_TRUE(saved->created);
  EXPECT_EQ(saved->entity.created_at, clock.now());
  EXPECT_EQ(saved->entity.updated_at, clock.now());
  EXPECT_EQ(**grouping_rules.find(acme, by_class), saved->entity);
  EXPECT_EQ(work.end, End::committed);
}

TEST_F(ConfigureGroupingRulesTest, a18_a_replaced_rule_keeps_nothing_but_when_it_was_made) {
  auto first = rule_by_class();
  first.name = "by class";
  const auto before = save.handle({first, Existing::refuse});
  clock.advance(1h);

  const auto after = save.handle({rule_by_class(5min), Existing::replace});

  ASSERT_TRUE(before);
  ASSERT_TRUE(after);
  EXPECT_FALSE(after->created);
  EXPECT_EQ(after->entity.name, "");
  EXPECT_EQ(after->entity.window, 5min);
  EXPECT_EQ(after->entity.created_at, before->entity.created_at);
  EXPECT_EQ(after->entity.updated_at, clock.now());
}

TEST_F(ConfigureGroupingRulesTest, an_id_that_is_taken_is_a_conflict_at_that_field) {
  grouping_rules.save(rule_by_class());

  then_it_failed(save.handle({rule_by_class(5min), Existing::refuse}), ErrorKind::conflict, "/id");
  EXPECT_EQ((*grouping_rules.find(acme, by_class))->window, 30min);
}

TEST_F(ConfigureGroupingRulesTest, a18_a_rule_that_an_event_manager_groups_by_is_not_removed) {
  grouping_rules.save(rule_by_class());
  managers.save(manager_of(ops));

  const auto removed = remove.handle({acme, by_class});

  then_it_failed(removed, ErrorKind::conflict, "");
  EXPECT_NE(removed.error().message.find("\"ops\""), std::string::npos);
  EXPECT_EQ(grouping_rules.kept.size(), 1U);
}

TEST_F(ConfigureGroupingRulesTest, a_rule_that_nobody_groups_by_is_removed) {
  grouping_rules.save(rule_by_class());
  auto of_another_rule = manager_of(ops);
  of_another_rule.grouping_rule = {"by-region"};
  managers.save(of_another_rule);

  ASSERT_TRUE(remove.handle({acme, by_class}));

  EXPECT_TRUE(grouping_rules.kept.empty());
  EXPECT_EQ(work.end, End::committed);
}

TEST_F(ConfigureGroupingRulesTest, there_is_nothing_to_remove_under_an_unknown_id) {
  then_it_failed(remove.handle({acme, by_class}), ErrorKind::not_found, "");
}

TEST_F(ConfigureGroupingRulesTest, fails_when_the_rules_cannot_be_read) {
  grouping_rules.is_gone = true;

  then_the_store_was_gone(save.handle({rule_by_class(), Existing::replace}));
  then_the_store_was_gone(remove.handle({acme, by_class}));
}

TEST_F(ConfigureGroupingRulesTest, fails_when_the_event_managers_cannot_be_read) {
  grouping_rules.save(rule_by_class());
  managers.is_gone = true;

  then_the_store_was_gone(remove.handle({acme, by_class}));
  EXPECT_EQ(grouping_rules.kept.size(), 1U);
}

TEST_F(ConfigureGroupingRulesTest, says_when_it_could_not_be_kept) {
  grouping_rules.save(rule_by_class());
  work.refuses = true;

  then_it_was_not_kept(save.handle({rule_by_class(), Existing::replace}));
  then_it_was_not_kept(remove.handle({acme, by_class}));
}

}  // namespace
}  // namespace tocsin::tests
