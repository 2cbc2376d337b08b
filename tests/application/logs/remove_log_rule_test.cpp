#include "application/logs/remove_log_rule.hpp"

#include "tests/builders/logs.hpp"
#include "tests/fakes/mocks/logs.hpp"
#include "tests/fakes/watched.hpp"
#include "tests/worlds/configuring.hpp"

namespace tocsin::tests {
namespace {

using trompeloeil::_;

class RemoveLogRuleTest : public Configuring {
 protected:
  RemoveLogRuleTest() { log_rules.save(a_log_rule()); }

  domain::LogRuleId id = a_log_rule().id;
  WatchedCatalogue<domain::LogRule> watched{log_rules};
  MockLogWindows windows;
  std::unique_ptr<trompeloeil::expectation> may_settle = NAMED_ALLOW_CALL(windows, settle_all(_));
  application::RemoveLogRule remove{{watched, regexes, windows, seeded_tenants, alerts}, around};
};

TEST_F(RemoveLogRuleTest, a_rule_is_removed) {
  REQUIRE_CALL(watched, remove(acme, id));

  ASSERT_TRUE(remove.handle({acme, id}));

  EXPECT_EQ(work.end, End::committed);
}

TEST_F(RemoveLogRuleTest, has_the_services_of_its_tenant_settle_and_no_others) {
  may_settle.reset();
  REQUIRE_CALL(windows, settle_all(acme));

  EXPECT_TRUE(remove.handle({acme, id}));
}

TEST_F(RemoveLogRuleTest, a_rule_that_is_not_there_is_not_found) {
  FORBID_CALL(watched, remove(_, _));
  FORBID_CALL(windows, settle_all(_));

  then_it_failed(remove.handle({acme, {"no"}}), ErrorKind::not_found, "");
}

TEST_F(RemoveLogRuleTest, a_rule_of_another_tenant_is_not_found) {
  FORBID_CALL(watched, remove(_, _));
  FORBID_CALL(windows, settle_all(_));

  then_it_failed(remove.handle({{"globex"}, id}), ErrorKind::not_found, "");
}

TEST_F(RemoveLogRuleTest, removes_nothing_when_the_rules_cannot_be_read) {
  log_rules.is_gone = true;
  FORBID_CALL(watched, remove(_, _));
  FORBID_CALL(windows, settle_all(_));

  then_the_store_was_gone(remove.handle({acme, id}));
}

TEST_F(RemoveLogRuleTest, says_when_it_could_not_be_kept) {
  work.refuses = true;

  then_it_was_not_kept(remove.handle({acme, id}));
}

}  // namespace
}  // namespace tocsin::tests
