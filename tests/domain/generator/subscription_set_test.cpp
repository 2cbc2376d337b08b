#include "domain/generator/subscription_set.hpp"

#include <set>
#include <tuple>

#include "tests/support/prelude.hpp"

namespace tocsin::domain {
namespace {

TEST(SubscriptionSet, of_288_is_all_combinations_but_those_of_validation) {
  const auto set = SubscriptionSet::parse("100x288");

  ASSERT_TRUE(set);
  EXPECT_EQ(set->clients(), 100U);
  EXPECT_EQ(set->size(), 28'800U);
  std::set<std::tuple<std::string, std::string, std::string>> different;
  std::set<std::string> severities;
  std::set<std::string> sources;
  std::set<std::string> names;
  for (const auto& rule : set->subscriptions_of_each()) {
    different.emplace(rule.severity, rule.source, rule.name);
    severities.insert(rule.severity);
    sources.insert(rule.source);
    names.insert(rule.name);
  }
  EXPECT_EQ(different.size(), 288U);
  EXPECT_EQ(severities.size(), 4U);
  EXPECT_EQ(sources.size(), 8U);
  EXPECT_EQ(names.size(), 9U);
  EXPECT_FALSE(names.contains("validation"));
}

TEST(SubscriptionSet, changes_the_severity_fastest_and_the_name_slowest) {
  const auto set = *SubscriptionSet::parse("1x33");

  EXPECT_EQ(set.subscriptions_of_each()[0], (SubscriptionTuple{"LOW", "api", "timeout"}));
  EXPECT_EQ(set.subscriptions_of_each()[3], (SubscriptionTuple{"CRITICAL", "api", "timeout"}));
  EXPECT_EQ(set.subscriptions_of_each()[4], (SubscriptionTuple{"LOW", "db", "timeout"}));
  EXPECT_EQ(set.subscriptions_of_each()[32], (SubscriptionTuple{"LOW", "api", "error"}));
}

TEST(SubscriptionSet, balanced_gives_each_client_four_rules) {
  const auto set = SubscriptionSet::parse("balanced:200");

  ASSERT_TRUE(set);
  EXPECT_EQ(set->size(), 800U);
  EXPECT_EQ(set->subscriptions_of_each(),
            (std::vector<SubscriptionTuple>{{"LOW", "api", "timeout"},
                                            {"MEDIUM", "db", "error"},
                                            {"HIGH", "cache", "slow"},
                                            {"CRITICAL", "monitor", "crash"}}));
}

TEST(SubscriptionSet, can_be_as_large_as_the_documents_largest) {
  const auto set = SubscriptionSet::parse("1500x300");

  ASSERT_TRUE(set);
  EXPECT_EQ(set->size(), 450'000U);
}

TEST(SubscriptionSet, has_up_to_10000_clients_with_320_rules_each) {
  const auto set = SubscriptionSet::parse("10000x320");

  ASSERT_TRUE(set);
  EXPECT_EQ(set->size(), 3'200'000U);
}

TEST(SubscriptionSet, refuses_what_it_cannot_make) {
  for (const auto* text : {"",
                           "100",
                           "x",
                           "100x",
                           "x288",
                           "0x288",
                           "100x0",
                           "100x321",
                           "10001x1",
                           "100x288x1",
                           "-1x5",
                           "balanced:",
                           "balanced:0",
                           "balanced:x"}) {
    const auto set = SubscriptionSet::parse(text);
    ASSERT_FALSE(set) << text;
    EXPECT_EQ(set.error().kind, ErrorKind::invalid);
    EXPECT_TRUE(set.error().message.starts_with("must be CLIENTSxRULES"));
  }
}

TEST(SubscriptionSet, names_its_clients_by_number) {
  EXPECT_EQ(SubscriptionSet::client_id(0), "client-0001");
  EXPECT_EQ(SubscriptionSet::client_id(9'999), "client-10000");
}

}  // namespace
}  // namespace tocsin::domain
