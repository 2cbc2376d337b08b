#include "application/logs/seed_log_rules.hpp"

#include "tests/builders/logs.hpp"
#include "tests/fakes/mocks/logs.hpp"
#include "tests/fakes/watched.hpp"
#include "tests/worlds/configuring.hpp"

namespace tocsin::tests {
namespace {

using domain::TenantId;
using trompeloeil::_;

class SeedLogRulesTest : public Configuring {
 protected:
  using Expectation = std::unique_ptr<trompeloeil::expectation>;

  std::size_t rules_of(const TenantId& tenant) { return log_rules.list(tenant)->size(); }

  TenantId globex{"globex"};
  WatchedCatalogue<domain::LogRule> watched{log_rules};
  MockSeededTenants seeded;
  Expectation may_look =
      NAMED_ALLOW_CALL(seeded, contains(_)).LR_RETURN(seeded_tenants.contains(_1));
  Expectation may_add = NAMED_ALLOW_CALL(seeded, add(_)).LR_SIDE_EFFECT(seeded_tenants.add(_1));
  application::SeedLogRules seed{{watched, regexes, log_windows, seeded, alerts}, around};
};

TEST_F(SeedLogRulesTest, gives_every_tenant_the_three_default_rules) {
  EXPECT_EQ(*seed.handle({{acme, globex}}), 2U);
  EXPECT_EQ(rules_of(acme), 3U);
  EXPECT_EQ(rules_of(globex), 3U);
  EXPECT_EQ((*log_rules.find(acme, {"high-latency"}))->created_at, clock.now());
  EXPECT_EQ(work.end, End::committed);
}

TEST_F(SeedLogRulesTest, remembers_each_tenant_and_dates_each_rule) {
  REQUIRE_CALL(seeded, add(acme));
  REQUIRE_CALL(watched, save(_))
      .LR_WITH(_1.tenant == acme && _1.created_at == clock.now() && _1.updated_at == clock.now())
      .TIMES(3);

  EXPECT_EQ(*seed.handle({{acme}}), 1U);
}

TEST_F(SeedLogRulesTest, does_not_bring_back_what_was_deleted) {
  ASSERT_TRUE(seed.handle({{acme}}));
  log_rules.kept.clear();
  FORBID_CALL(seeded, add(acme));

  EXPECT_EQ(*seed.handle({{acme, globex}}), 1U);
  EXPECT_EQ(rules_of(acme), 0U);
  EXPECT_EQ(rules_of(globex), 3U);
}

TEST_F(SeedLogRulesTest, leaves_a_tenant_alone_that_has_rules_of_its_own) {
  log_rules.save(a_log_rule());
  REQUIRE_CALL(seeded, add(acme));
  FORBID_CALL(watched, save(_));

  EXPECT_EQ(*seed.handle({{acme}}), 0U);
}

TEST_F(SeedLogRulesTest, gives_nothing_when_the_rules_cannot_be_read) {
  log_rules.is_gone = true;
  FORBID_CALL(watched, save(_));

  then_the_store_was_gone(seed.handle({{acme}}));
}

TEST_F(SeedLogRulesTest, says_when_it_could_not_be_kept) {
  work.refuses = true;

  then_it_was_not_kept(seed.handle({{globex}}));
}

}  // namespace
}  // namespace tocsin::tests
