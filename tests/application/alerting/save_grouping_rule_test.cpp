#include "application/alerting/save_grouping_rule.hpp"

#include "tests/builders/alerting.hpp"
#include "tests/fakes/watched.hpp"
#include "tests/worlds/configuring.hpp"

namespace tocsin::tests {
namespace {

using namespace std::chrono_literals;
using application::Existing;
using trompeloeil::_;

class SaveGroupingRuleTest : public Configuring {
 protected:
  WatchedCatalogue<domain::GroupingRule> watched{grouping_rules};
  application::SaveGroupingRule save{
      {alerts, managers, watched, early_resolves, receipts, services, outbox},
      around};
};

TEST_F(SaveGroupingRuleTest, a_new_rule_is_dated_and_kept) {
  auto dated = rule_by_class();
  dated.created_at = clock.now();
  dated.updated_at = clock.now();
  REQUIRE_CALL(watched, save(dated));

  const auto saved = save.handle({rule_by_class(), Existing::refuse});

  ASSERT_TRUE(saved);
  EXPECT_TRUE(saved->created);
  EXPECT_EQ(saved->entity, dated);
  EXPECT_EQ(work.end, End::committed);
}

TEST_F(SaveGroupingRuleTest, a18_a_replaced_rule_keeps_nothing_but_when_it_was_made) {
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
  EXPECT_EQ(**grouping_rules.find(acme, by_class), after->entity);
}

TEST_F(SaveGroupingRuleTest, an_id_that_is_taken_is_a_conflict_at_that_field) {
  grouping_rules.save(rule_by_class());
  FORBID_CALL(watched, save(_));

  then_it_failed(save.handle({rule_by_class(5min), Existing::refuse}), ErrorKind::conflict, "/id");
}

TEST_F(SaveGroupingRuleTest, fails_when_the_rules_cannot_be_read) {
  grouping_rules.is_gone = true;
  FORBID_CALL(watched, save(_));

  then_the_store_was_gone(save.handle({rule_by_class(), Existing::replace}));
}

TEST_F(SaveGroupingRuleTest, says_when_it_could_not_be_kept) {
  grouping_rules.save(rule_by_class());
  work.refuses = true;

  then_it_was_not_kept(save.handle({rule_by_class(), Existing::replace}));
}

}  // namespace
}  // namespace tocsin::tests
