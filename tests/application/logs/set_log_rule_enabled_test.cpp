#include "application/logs/set_log_rule_enabled.hpp"

#include "tests/builders/logs.hpp"
#include "tests/fakes/mocks/logs.hpp"
#include "tests/fakes/watched.hpp"
#include "tests/worlds/configuring.hpp"

namespace tocsin::tests {
namespace {

using namespace std::chrono_literals;
using trompeloeil::_;

class SetLogRuleEnabledTest : public Configuring {
 protected:
  SetLogRuleEnabledTest() { log_rules.save(a_log_rule()); }

  domain::LogRuleId id = a_log_rule().id;
  WatchedCatalogue<domain::LogRule> watched{log_rules};
  MockLogWindows windows;
  std::unique_ptr<trompeloeil::expectation> may_settle = NAMED_ALLOW_CALL(windows, settle_all(_));
  application::SetLogRuleEnabled set_enabled{{watched, regexes, windows, seeded_tenants, alerts},
                                             around};
};

TEST_F(SetLogRuleEnabledTest, a_rule_is_enabled_and_disabled) {
  clock.advance(1h);
  auto off = a_log_rule();
  off.enabled = false;
  off.updated_at = clock.now();
  auto on = off;
  on.enabled = true;
  REQUIRE_CALL(watched, save(off)).LR_SIDE_EFFECT(log_rules.save(_1));
  REQUIRE_CALL(watched, save(on));

  const auto disabled = set_enabled.handle({acme, id, false});

  ASSERT_TRUE(disabled);
  EXPECT_EQ(*disabled, off);
  EXPECT_TRUE(set_enabled.handle({acme, id, true})->enabled);
  EXPECT_EQ(work.end, End::committed);
}

TEST_F(SetLogRuleEnabledTest, has_the_services_of_its_tenant_settle_and_no_others) {
  may_settle.reset();
  REQUIRE_CALL(windows, settle_all(acme));

  EXPECT_TRUE(set_enabled.handle({acme, id, false}));
}

TEST_F(SetLogRuleEnabledTest, a_rule_that_is_not_there_is_not_found) {
  FORBID_CALL(watched, save(_));
  FORBID_CALL(windows, settle_all(_));

  then_it_failed(set_enabled.handle({acme, {"no"}, true}), ErrorKind::not_found, "");
}

TEST_F(SetLogRuleEnabledTest, a_rule_of_another_tenant_is_not_found) {
  FORBID_CALL(watched, save(_));
  FORBID_CALL(windows, settle_all(_));

  then_it_failed(set_enabled.handle({{"globex"}, id, false}), ErrorKind::not_found, "");
}

TEST_F(SetLogRuleEnabledTest, changes_nothing_when_the_rules_cannot_be_read) {
  log_rules.is_gone = true;
  FORBID_CALL(watched, save(_));
  FORBID_CALL(windows, settle_all(_));

  then_the_store_was_gone(set_enabled.handle({acme, id, true}));
}

TEST_F(SetLogRuleEnabledTest, says_when_it_could_not_be_kept) {
  work.refuses = true;

  then_it_was_not_kept(set_enabled.handle({acme, id, true}));
}

}  // namespace
}  // namespace tocsin::tests
