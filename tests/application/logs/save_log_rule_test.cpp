#include "application/logs/save_log_rule.hpp"

#include "tests/builders/logs.hpp"
#include "tests/fakes/mocks/logs.hpp"
#include "tests/fakes/watched.hpp"
#include "tests/worlds/configuring.hpp"

namespace tocsin::tests {
namespace {

using namespace std::chrono_literals;
using namespace domain;
using application::Existing;
using trompeloeil::_;

class SaveLogRuleTest : public Configuring {
 protected:
  LogRule matching(std::string text) {
    auto rule = a_log_rule();
    rule.type = LogRuleType::pattern;
    rule.pattern = std::move(text);
    return rule;
  }

  WatchedCatalogue<LogRule> watched{log_rules};
  MockLogWindows windows;
  std::unique_ptr<trompeloeil::expectation> may_settle = NAMED_ALLOW_CALL(windows, settle_all(_));
  application::SaveLogRule save{{watched, regexes, windows, seeded_tenants, alerts}, around};
};

TEST_F(SaveLogRuleTest, a_new_rule_is_dated_and_kept) {
  auto dated = matching("stock");
  dated.created_at = clock.now();
  dated.updated_at = clock.now();
  REQUIRE_CALL(watched, save(dated));

  const auto saved = save.handle({matching("stock"), Existing::refuse});

  ASSERT_TRUE(saved);
  EXPECT_TRUE(saved->created);
  EXPECT_EQ(saved->entity, dated);
  EXPECT_EQ(work.end, End::committed);
}

TEST_F(SaveLogRuleTest, a_replaced_rule_keeps_when_it_was_made) {
  const auto before = save.handle({a_log_rule(1), Existing::refuse});
  clock.advance(1h);
  const auto after = save.handle({a_log_rule(2), Existing::replace});

  ASSERT_TRUE(after);
  EXPECT_FALSE(after->created);
  EXPECT_EQ(after->entity.created_at, before->entity.created_at);
  EXPECT_EQ(after->entity.updated_at, clock.now());
  EXPECT_EQ(**log_rules.find(acme, after->entity.id), after->entity);
  FORBID_CALL(watched, save(_));
  then_it_failed(save.handle({a_log_rule(3), Existing::refuse}), ErrorKind::conflict, "/id");
}

TEST_F(SaveLogRuleTest, a_rule_that_cannot_be_evaluated_is_refused_at_its_field) {
  FORBID_CALL(watched, save(_));

  then_it_failed(
      save.handle({a_custom_rule("count >"), Existing::refuse}), ErrorKind::invalid, "/condition");
  const auto refused = save.handle({matching("("), Existing::refuse});
  then_it_failed(refused, ErrorKind::invalid, "/pattern");
  EXPECT_EQ(refused.error().message, "column 1: missing )");
  auto of_no_service = matching("stock");
  of_no_service.service.clear();
  then_it_failed(save.handle({of_no_service, Existing::refuse}), ErrorKind::invalid, "/service");
}

TEST_F(SaveLogRuleTest, a_tenant_has_so_many_rules_at_most) {
  const auto saved = [&](const std::string& id, Existing existing = Existing::refuse) {
    return save.handle({a_log_rule(1, id), existing});
  };
  for (std::size_t n = 1; n < application::SaveLogRule::max_rules_of_a_tenant; ++n)
    log_rules.save(a_log_rule(1, std::to_string(n)));
  ASSERT_TRUE(saved("last"));

  const auto refused = saved("more");
  then_it_failed(refused, ErrorKind::conflict, "");
  EXPECT_EQ(refused.error().message,
            "the limit of 2000 alert rules per tenant is reached; delete one");
  then_it_failed(saved("more", Existing::replace), ErrorKind::conflict, "");
  EXPECT_EQ(log_rules.kept.size(), application::SaveLogRule::max_rules_of_a_tenant);
  EXPECT_TRUE(saved("last", Existing::replace));
  auto of_another = a_log_rule();
  of_another.tenant.value = "globex";
  EXPECT_TRUE(save.handle({of_another, Existing::refuse}));
  log_rules.remove(acme, {"1"});
  EXPECT_TRUE(saved("more"));
}

TEST_F(SaveLogRuleTest, has_the_services_of_its_tenant_settle_and_no_others) {
  may_settle.reset();
  REQUIRE_CALL(windows, settle_all(acme));

  EXPECT_TRUE(save.handle({a_log_rule(), Existing::refuse}));
}

TEST_F(SaveLogRuleTest, settles_nothing_when_it_is_refused) {
  log_rules.save(a_log_rule());
  FORBID_CALL(windows, settle_all(_));

  then_it_failed(save.handle({a_log_rule(), Existing::refuse}), ErrorKind::conflict, "/id");
}

TEST_F(SaveLogRuleTest, keeps_nothing_when_the_rules_cannot_be_read) {
  log_rules.is_gone = true;
  FORBID_CALL(watched, save(_));
  FORBID_CALL(windows, settle_all(_));

  then_the_store_was_gone(save.handle({a_log_rule(), Existing::refuse}));
}

TEST_F(SaveLogRuleTest, keeps_nothing_when_the_rules_cannot_be_counted) {
  REQUIRE_CALL(watched, snapshot(acme)).RETURN(gone());
  FORBID_CALL(watched, save(_));
  FORBID_CALL(windows, settle_all(_));

  then_the_store_was_gone(save.handle({a_log_rule(), Existing::refuse}));
}

TEST_F(SaveLogRuleTest, says_when_it_could_not_be_kept) {
  work.refuses = true;

  then_it_was_not_kept(save.handle({a_log_rule(), Existing::refuse}));
}

}  // namespace
}  // namespace tocsin::tests
