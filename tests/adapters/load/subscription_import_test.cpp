#include "adapters/load/subscription_import.hpp"

#include "tests/support/prelude.hpp"

namespace tocsin::adapters::load {
namespace {

using domain::SubscriptionSet;

// A server that makes clients and takes every rule, unless it is told otherwise.
class RuleImport : public testing::Test {
 protected:
  Result<Tally> imported(const std::string& set) {
    return import_subscriptions(
        *SubscriptionSet::parse(set),
        {},
        [this](const Message& message) { return answer_to(message); },
        [this](domain::Duration) { return posts < max_posts; },
        [this](const Tally& tally) { seen.push_back(tally.accepted); });
  }

  Answer answer_to(const Message& message) {
    ++posts;
    if (message.path == "/v1/clients") return {client_status, {}, {}, {}};
    const auto rules = std::count(message.body.begin(), message.body.end(), '\n');
    return {202, "{\"accepted\":" + std::to_string(rules) + ",\"rejected\":[]}", {}, {}};
  }

  long client_status = 201;
  int posts = 0;
  int max_posts = 10'000;
  std::vector<std::uint64_t> seen;
};

TEST_F(RuleImport, makes_the_clients_and_writes_their_rules_in_parts) {
  const auto tally = imported("10x288");

  ASSERT_TRUE(tally);
  EXPECT_EQ(tally->accepted, 2'880U);
  EXPECT_EQ(posts, 10 + 3);
  EXPECT_EQ(seen, (std::vector<std::uint64_t>{1'000, 2'000, 2'880}));
}

TEST_F(RuleImport, takes_a_client_that_is_there_already) {
  client_status = 409;

  const auto tally = imported("2x4");

  ASSERT_TRUE(tally);
  EXPECT_EQ(tally->accepted, 8U);
}

TEST_F(RuleImport, ends_with_the_first_client_that_cannot_be_made) {
  client_status = 404;

  const auto tally = imported("2x4");

  ASSERT_FALSE(tally);
  EXPECT_EQ(tally.error().message, "cannot create client-0001: HTTP 404");
  EXPECT_EQ(posts, 1);
}

TEST_F(RuleImport, fails_when_it_is_interrupted_and_says_how_far_it_has_come) {
  max_posts = 1;
  const auto without_rules = imported("2x4");
  ASSERT_FALSE(without_rules);
  EXPECT_EQ(without_rules.error().message, "interrupted: 0 of 8 rules were written");
  EXPECT_EQ(posts, 1);

  posts = 0;
  max_posts = 11;
  const auto with_some = imported("10x288");
  ASSERT_FALSE(with_some);
  EXPECT_EQ(with_some.error().message, "interrupted: 1000 of 2880 rules were written");
}

TEST_F(RuleImport, that_is_complete_before_the_interruption_has_succeeded) {
  max_posts = 3;  // the second client is there, and the rules are
  EXPECT_EQ(imported("2x4")->accepted, 8U);
}

}  // namespace
}  // namespace tocsin::adapters::load
