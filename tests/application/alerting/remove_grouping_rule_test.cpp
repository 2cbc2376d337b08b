#include "application/alerting/remove_grouping_rule.hpp"

#include "tests/builders/alerting.hpp"
#include "tests/fakes/watched.hpp"
#include "tests/worlds/configuring.hpp"

namespace tocsin::tests {
namespace {

using trompeloeil::_;

class RemoveGroupingRuleTest : public Configuring {
 protected:
  RemoveGroupingRuleTest() { grouping_rules.save(rule_by_class()); }

  WatchedCatalogue<domain::GroupingRule> watched{grouping_rules};
  application::RemoveGroupingRule remove{
      {alerts, managers, watched, early_resolves, receipts, services, outbox},
      around};
};

TEST_F(RemoveGroupingRuleTest, a18_a_rule_that_an_event_manager_groups_by_is_not_removed) {
  managers.save(manager_of(ops));
  FORBID_CALL(watched, remove(_, _));

  const auto removed = remove.handle({acme, by_class});

  then_it_failed(removed, ErrorKind::conflict, "");
  EXPECT_NE(removed.error().message.find("\"ops\""), std::string::npos);
}

TEST_F(RemoveGroupingRuleTest, a_rule_that_nobody_groups_by_is_removed) {
  auto of_another_rule = manager_of(ops);
  of_another_rule.grouping_rule = {"by-region"};
  managers.save(of_another_rule);
  REQUIRE_CALL(watched, remove(acme, by_class));

  ASSERT_TRUE(remove.handle({acme, by_class}));

  EXPECT_EQ(work.end, End::committed);
}

TEST_F(RemoveGroupingRuleTest, an_event_manager_of_another_tenant_is_in_nobodys_way) {
  auto of_another_tenant = manager_of(ops);
  of_another_tenant.tenant = {"other"};
  managers.save(of_another_tenant);
  REQUIRE_CALL(watched, remove(acme, by_class));

  EXPECT_TRUE(remove.handle({acme, by_class}));
}

TEST_F(RemoveGroupingRuleTest, there_is_nothing_to_remove_under_an_unknown_id) {
  FORBID_CALL(watched, remove(_, _));

  then_it_failed(remove.handle({acme, {"by-region"}}), ErrorKind::not_found, "");
}

TEST_F(RemoveGroupingRuleTest, fails_when_the_rules_cannot_be_read) {
  grouping_rules.is_gone = true;
  FORBID_CALL(watched, remove(_, _));

  then_the_store_was_gone(remove.handle({acme, by_class}));
}

TEST_F(RemoveGroupingRuleTest, fails_when_the_event_managers_cannot_be_read) {
  managers.is_gone = true;
  FORBID_CALL(watched, remove(_, _));

  then_the_store_was_gone(remove.handle({acme, by_class}));
}

TEST_F(RemoveGroupingRuleTest, says_when_it_could_not_be_kept) {
  work.refuses = true;

  then_it_was_not_kept(remove.handle({acme, by_class}));
}

}  // namespace
}  // namespace tocsin::tests
