#include "application/logs/configure_log_rules.hpp"

#include "application/logs/seed_log_rules.hpp"
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

  application::ConfigureLogRules configure{work, log_rules, regexes, log_windows, clock};
};

TEST_F(ConfigureLogRulesTest, a_new_rule_is_dated_and_kept) {
  const auto saved = configure.save(matching("stock"), Existing::refuse);

  ASSERT_TRUE(saved);
  EXPECT_TRUE(saved->created);
  EXPECT_EQ(saved->entity.created_at, clock.now());
  EXPECT_EQ(**log_rules.find(acme, saved->entity.id), saved->entity);
  EXPECT_EQ(work.end, End::committed);
}

TEST_F(ConfigureLogRulesTest, a_replaced_rule_keeps_when_it_was_made) {
  const auto before = configure.save(a_log_rule(1), Existing::refuse);
  clock.advance(1h);
  const auto after = configure.save(a_log_rule(2), Existing::replace);

  ASSERT_TRUE(after);
  EXPECT_FALSE(after->created);
  EXPECT_EQ(after->entity.created_at, before->entity.created_at);
  EXPECT_EQ(after->entity.updated_at, clock.now());
  then_it_failed(configure.save(a_log_rule(3), Existing::refuse), ErrorKind::conflict, "/id");
}

TEST_F(ConfigureLogRulesTest, a_rule_that_cannot_be_evaluated_is_refused_at_its_field) {
  then_it_failed(
      configure.save(a_custom_rule("count >"), Existing::refuse), ErrorKind::invalid, "/condition");
  const auto refused = configure.save(matching("("), Existing::refuse);
  then_it_failed(refused, ErrorKind::invalid, "/pattern");
  EXPECT_EQ(refused.error().message, "column 1: missing )");
  auto of_no_service = matching("stock");
  of_no_service.service.clear();
  then_it_failed(configure.save(of_no_service, Existing::refuse), ErrorKind::invalid, "/service");
  EXPECT_TRUE(log_rules.kept.empty());
}

TEST_F(ConfigureLogRulesTest, a_tenant_has_so_many_rules_at_most) {
  const auto save = [&](const std::string& id, Existing existing = Existing::refuse) {
    return configure.save(a_log_rule(1, id), existing);
  };
  for (std::size_t n = 1; n < application::ConfigureLogRules::max_rules_of_a_tenant; ++n)
    log_rules.save(a_log_rule(1, std::to_string(n)));
  ASSERT_TRUE(save("last"));

  const auto refused = save("more");
  then_it_failed(refused, ErrorKind::conflict, "");
  EXPECT_EQ(refused.error().message, "a tenant has at most 2000 alert rules");
  then_it_failed(save("more", Existing::replace), ErrorKind::conflict, "");
  EXPECT_TRUE(save("last", Existing::replace));
  auto of_another = a_log_rule();
  of_another.tenant.value = "globex";
  EXPECT_TRUE(configure.save(of_another, Existing::refuse));
  ASSERT_TRUE(configure.remove(acme, {"1"}));
  EXPECT_TRUE(save("more"));
}

TEST_F(ConfigureLogRulesTest, a_rule_is_enabled_and_disabled) {
  log_rules.save(a_log_rule());
  clock.advance(1h);

  const auto disabled = configure.set_enabled(acme, a_log_rule().id, false);

  ASSERT_TRUE(disabled);
  EXPECT_FALSE(disabled->enabled);
  EXPECT_EQ(disabled->updated_at, clock.now());
  EXPECT_FALSE((*log_rules.find(acme, a_log_rule().id))->enabled);
  EXPECT_TRUE(configure.set_enabled(acme, a_log_rule().id, true)->enabled);
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
  ASSERT_TRUE(configure.save(a_log_rule(), Existing::refuse));
  EXPECT_TRUE(is_due());
  ASSERT_TRUE(rested());
  ASSERT_TRUE(configure.set_enabled(acme, a_log_rule().id, false));
  EXPECT_TRUE(is_due());
  ASSERT_TRUE(rested());
  ASSERT_TRUE(configure.remove(acme, a_log_rule().id));
  EXPECT_TRUE(is_due());
  EXPECT_GT(*log_windows.kept.at(FakeLogWindows::key_of(other)).settles_at, clock.now());
}

TEST_F(ConfigureLogRulesTest, a_rule_that_is_not_there_is_not_found) {
  then_it_failed(configure.set_enabled(acme, {"no"}, true), ErrorKind::not_found, "");
  then_it_failed(configure.remove(acme, {"no"}), ErrorKind::not_found, "");
}

TEST_F(ConfigureLogRulesTest, nothing_is_kept_when_the_store_is_gone) {
  log_rules.is_gone = true;
  then_the_store_was_gone(configure.save(a_log_rule(), Existing::refuse));
  then_the_store_was_gone(configure.set_enabled(acme, {"no"}, true));
  then_the_store_was_gone(configure.remove(acme, {"no"}));
  log_rules.is_gone = false;
  work.refuses = true;
  then_it_was_not_kept(configure.save(a_log_rule(), Existing::refuse));
  then_it_was_not_kept(configure.set_enabled(acme, a_log_rule().id, true));
  then_it_was_not_kept(configure.remove(acme, a_log_rule().id));
}

class SeedLogRulesTest : public Configuring {
 protected:
  std::size_t rules_of(const TenantId& tenant) { return log_rules.list(tenant)->size(); }

  application::SeedLogRules seed{work, log_rules, seeded_tenants, clock};
  TenantId globex{"globex"};
};

TEST_F(SeedLogRulesTest, gives_every_tenant_the_three_default_rules) {
  EXPECT_EQ(*seed({acme, globex}), 2U);
  EXPECT_EQ(rules_of(acme), 3U);
  EXPECT_EQ(rules_of(globex), 3U);
  EXPECT_EQ((*log_rules.find(acme, {"high-latency"}))->created_at, clock.now());
}

TEST_F(SeedLogRulesTest, does_not_bring_back_what_was_deleted) {
  ASSERT_TRUE(seed({acme}));
  log_rules.kept.clear();

  EXPECT_EQ(*seed({acme, globex}), 1U);
  EXPECT_EQ(rules_of(acme), 0U);
  EXPECT_EQ(rules_of(globex), 3U);
}

TEST_F(SeedLogRulesTest, leaves_a_tenant_alone_that_has_rules_of_its_own) {
  log_rules.save(a_log_rule());

  EXPECT_EQ(*seed({acme}), 0U);
  EXPECT_EQ(rules_of(acme), 1U);
  EXPECT_TRUE(seeded_tenants.contains(acme));
}

TEST_F(SeedLogRulesTest, gives_nothing_when_the_store_is_gone) {
  log_rules.is_gone = true;
  then_the_store_was_gone(seed({acme}));
  log_rules.is_gone = false;
  work.refuses = true;
  then_it_was_not_kept(seed({globex}));
}

}  // namespace
}  // namespace tocsin::tests
