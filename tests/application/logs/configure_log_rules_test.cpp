#include "application/logs/save_log_rule.hpp"
#include "application/logs/seed_log_rules.hpp"
#include "tests/builders/logs.hpp"
#include "tests/worlds/configuring.hpp"
#include "tests/worlds/logs.hpp"

namespace tocsin::tests {
namespace {

using namespace std::chrono_literals;
using namespace domain;
using application::Existing;

class ConfigureLogRulesTest : public Configuring {
 protected:
  LogRule matching(std::string text) {
    auto rule = a_log_rule();
    rule.type = LogRuleType::pattern;
    rule.pattern = std::move(text);
    return rule;
  }

  application::SaveLogRule& save = logs.save_log_rule;
  application::RemoveLogRule& remove = logs.remove_log_rule;
  application::SetLogRuleEnabled& set_enabled = logs.set_log_rule_enabled;
};

TEST_F(ConfigureLogRulesTest, a_new_rule_is_dated_and_kept) {
  const auto saved = save.handle({matching("stock"), Existing::refuse});

  ASSERT_TRUE(saved);
  EXPECT_TRUE(saved->created);
  EXPECT_EQ(saved->entity.created_at, clock.now());
  EXPECT_EQ(**log_rules.find(acme, saved->entity.id), saved->entity);
  EXPECT_EQ(work.end, End::committed);
}

TEST_F(ConfigureLogRulesTest, a_replaced_rule_keeps_when_it_was_made) {
  const auto before = save.handle({a_log_rule(1), Existing::refuse});
  clock.advance(1h);
  const auto after = save.handle({a_log_rule(2), Existing::replace});

  ASSERT_TRUE(after);
  EXPECT_FALSE(after->created);
  EXPECT_EQ(after->entity.created_at, before->entity.created_at);
  EXPECT_EQ(after->entity.updated_at, clock.now());
  then_it_failed(save.handle({a_log_rule(3), Existing::refuse}), ErrorKind::conflict, "/id");
}

TEST_F(ConfigureLogRulesTest, a_rule_that_cannot_be_evaluated_is_refused_at_its_field) {
  then_it_failed(
      save.handle({a_custom_rule("count >"), Existing::refuse}), ErrorKind::invalid, "/condition");
  const auto refused = save.handle({matching("("), Existing::refuse});
  then_it_failed(refused, ErrorKind::invalid, "/pattern");
  EXPECT_EQ(refused.error().message, "column 1: missing )");
  auto of_no_service = matching("stock");
  of_no_service.service.clear();
  then_it_failed(save.handle({of_no_service, Existing::refuse}), ErrorKind::invalid, "/service");
  EXPECT_TRUE(log_rules.kept.empty());
}

TEST_F(ConfigureLogRulesTest, a_tenant_has_so_many_rules_at_most) {
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
  EXPECT_TRUE(saved("last", Existing::replace));
  auto of_another = a_log_rule();
  of_another.tenant.value = "globex";
  EXPECT_TRUE(save.handle({of_another, Existing::refuse}));
  ASSERT_TRUE(remove.handle({acme, {"1"}}));
  EXPECT_TRUE(saved("more"));
}

TEST_F(ConfigureLogRulesTest, a_rule_is_enabled_and_disabled) {
  log_rules.save(a_log_rule());
  clock.advance(1h);

  const auto disabled = set_enabled.handle({acme, a_log_rule().id, false});

  ASSERT_TRUE(disabled);
  EXPECT_FALSE(disabled->enabled);
  EXPECT_EQ(disabled->updated_at, clock.now());
  EXPECT_FALSE((*log_rules.find(acme, a_log_rule().id))->enabled);
  EXPECT_TRUE(set_enabled.handle({acme, a_log_rule().id, true})->enabled);
}

TEST_F(ConfigureLogRulesTest, every_change_has_the_services_of_the_tenant_settle) {
  auto& log = *log_windows.find_or_make(acme, "checkout");
  auto& other = *log_windows.find_or_make({"globex"}, "checkout");
  const auto rested = [&] {
    for (auto* each : log_windows.take_due(clock.now() + 1h, 9))
      log_windows.settle_by(*each, clock.now() + 1h);
    return *log_windows.kept.at(FakeLogWindows::key_of(log)).settles_at > clock.now();
  };
  const auto is_due = [&] {
    return *log_windows.kept.at(FakeLogWindows::key_of(log)).settles_at <= clock.now();
  };
  ASSERT_TRUE(rested());
  ASSERT_TRUE(save.handle({a_log_rule(), Existing::refuse}));
  EXPECT_TRUE(is_due());
  ASSERT_TRUE(rested());
  ASSERT_TRUE(set_enabled.handle({acme, a_log_rule().id, false}));
  EXPECT_TRUE(is_due());
  ASSERT_TRUE(rested());
  ASSERT_TRUE(remove.handle({acme, a_log_rule().id}));
  EXPECT_TRUE(is_due());
  EXPECT_GT(*log_windows.kept.at(FakeLogWindows::key_of(other)).settles_at, clock.now());
}

TEST_F(ConfigureLogRulesTest, a_rule_that_is_not_there_is_not_found) {
  then_it_failed(set_enabled.handle({acme, {"no"}, true}), ErrorKind::not_found, "");
  then_it_failed(remove.handle({acme, {"no"}}), ErrorKind::not_found, "");
}

TEST_F(ConfigureLogRulesTest, nothing_is_kept_when_the_store_is_gone) {
  log_rules.is_gone = true;
  then_the_store_was_gone(save.handle({a_log_rule(), Existing::refuse}));
  then_the_store_was_gone(set_enabled.handle({acme, {"no"}, true}));
  then_the_store_was_gone(remove.handle({acme, {"no"}}));
  log_rules.is_gone = false;
  work.refuses = true;
  then_it_was_not_kept(save.handle({a_log_rule(), Existing::refuse}));
  then_it_was_not_kept(set_enabled.handle({acme, a_log_rule().id, true}));
  then_it_was_not_kept(remove.handle({acme, a_log_rule().id}));
}

class SeedLogRulesTest : public Configuring {
 protected:
  std::size_t rules_of(const TenantId& tenant) { return log_rules.list(tenant)->size(); }

  application::SeedLogRules& seed = logs.seed_log_rules;
  TenantId globex{"globex"};
};

TEST_F(SeedLogRulesTest, gives_every_tenant_the_three_default_rules) {
  EXPECT_EQ(*seed.handle({{acme, globex}}), 2U);
  EXPECT_EQ(rules_of(acme), 3U);
  EXPECT_EQ(rules_of(globex), 3U);
  EXPECT_EQ((*log_rules.find(acme, {"high-latency"}))->created_at, clock.now());
}

TEST_F(SeedLogRulesTest, does_not_bring_back_what_was_deleted) {
  ASSERT_TRUE(seed.handle({{acme}}));
  log_rules.kept.clear();

  EXPECT_EQ(*seed.handle({{acme, globex}}), 1U);
  EXPECT_EQ(rules_of(acme), 0U);
  EXPECT_EQ(rules_of(globex), 3U);
}

TEST_F(SeedLogRulesTest, leaves_a_tenant_alone_that_has_rules_of_its_own) {
  log_rules.save(a_log_rule());

  EXPECT_EQ(*seed.handle({{acme}}), 0U);
  EXPECT_EQ(rules_of(acme), 1U);
  EXPECT_TRUE(seeded_tenants.contains(acme));
}

TEST_F(SeedLogRulesTest, gives_nothing_when_the_store_is_gone) {
  log_rules.is_gone = true;
  then_the_store_was_gone(seed.handle({{acme}}));
  log_rules.is_gone = false;
  work.refuses = true;
  then_it_was_not_kept(seed.handle({{globex}}));
}

}  // namespace
}  // namespace tocsin::tests
