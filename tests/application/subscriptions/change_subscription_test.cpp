#include "application/subscriptions/change_subscription.hpp"

#include "tests/worlds/configuring_subscriptions.hpp"

namespace tocsin::tests {
namespace {

using namespace std::chrono_literals;
using domain::AlertPattern;

class ChangeSubscriptionTest : public ConfiguringSubscriptions {};

TEST_F(ChangeSubscriptionTest, l3_to_change_it_to_everything_is_invalid) {
  auto change = change_of(given(exactly));
  const auto before = subscriptions.kept;
  change.pattern = AlertPattern{};

  then_it_failed(change_subscription.handle(change), ErrorKind::invalid, "");
  EXPECT_EQ(subscriptions.kept, before);
}

TEST_F(ChangeSubscriptionTest, l3_to_change_it_into_another_one_is_a_conflict) {
  given({"HIGH", "", ""});
  const auto other = given(exactly);
  auto change = change_of(other);
  change.pattern = AlertPattern{"HIGH", "", ""};

  then_it_failed(change_subscription.handle(change), ErrorKind::conflict, "");
  EXPECT_EQ(kept(other.id), other);
}

TEST_F(ChangeSubscriptionTest, l4_a_stale_version_is_a_conflict_and_changes_nothing) {
  const auto first = given(exactly);
  auto change = change_of(first);
  change.pattern = AlertPattern{"HIGH", "", ""};
  ASSERT_TRUE(change_subscription.handle(change));
  const auto current = kept(first.id);
  EXPECT_EQ(current.version, 2U);

  change.pattern = AlertPattern{"CRITICAL", "", ""};
  const auto refused = change_subscription.handle(change);

  then_it_failed(refused, ErrorKind::conflict, "/version");
  EXPECT_EQ(refused.error().message, "rule version mismatch: expected version 2");
  EXPECT_EQ(kept(first.id), current);
}

TEST_F(ChangeSubscriptionTest, a_change_is_made_whatever_the_version_when_none_is_given) {
  auto change = change_of(given(exactly));
  change.version = {};
  change.pattern = exactly;  // the same: that is no conflict with itself
  clock.advance(1h);

  const auto changed = change_subscription.handle(change);

  ASSERT_TRUE(changed);
  EXPECT_EQ(changed->version, 2U);
  EXPECT_EQ(changed->updated_at, clock.now());
  EXPECT_EQ(work.end, End::committed);
}

TEST_F(ChangeSubscriptionTest, a_changed_pattern_is_in_force_and_the_old_one_is_not) {
  auto change = change_of(given(exactly));
  change.pattern = AlertPattern{"HIGH", "", ""};

  ASSERT_TRUE(change_subscription.handle(change));

  EXPECT_EQ(matched(exactly), 0U);
  EXPECT_EQ(matched({"HIGH", "db", "slow"}), 1U);
}

TEST_F(ChangeSubscriptionTest, l4_it_matches_nothing_while_it_is_switched_off) {
  auto change = change_of(given(exactly));
  change.enabled = false;
  const auto off = change_subscription.handle(change);
  ASSERT_TRUE(off);
  EXPECT_EQ(matched(exactly), 0U);

  change = change_of(*off);
  change.enabled = true;
  ASSERT_TRUE(change_subscription.handle(change));
  EXPECT_EQ(matched(exactly), 1U);
}

TEST_F(ChangeSubscriptionTest, an_unknown_subscription_is_not_found) {
  then_it_failed(change_subscription.handle({acme, subscription_id(404), {}, true, {}}),
                 ErrorKind::not_found,
                 "");
  EXPECT_TRUE(subscriptions.kept.empty());
}

TEST_F(ChangeSubscriptionTest, fails_when_the_subscriptions_cannot_be_read) {
  const auto added = given(exactly);
  const auto before = subscriptions.kept;
  subscriptions.same_is_gone = true;
  then_the_store_was_gone(change_subscription.handle(change_of(added)));

  subscriptions.is_gone = true;
  then_the_store_was_gone(change_subscription.handle(change_of(added)));
  EXPECT_EQ(subscriptions.kept, before);
}

TEST_F(ChangeSubscriptionTest, says_when_it_could_not_be_kept) {
  const auto added = given(exactly);
  work.refuses = true;

  then_it_was_not_kept(change_subscription.handle({acme, added.id, {}, false, {}}));
}

}  // namespace
}  // namespace tocsin::tests
