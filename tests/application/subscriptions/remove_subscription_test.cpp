#include "application/subscriptions/remove_subscription.hpp"

#include "tests/worlds/configuring_subscriptions.hpp"

namespace tocsin::tests {
namespace {

class RemoveSubscriptionTest : public ConfiguringSubscriptions {};

TEST_F(RemoveSubscriptionTest, a_subscription_is_removed) {
  const auto added = given(exactly);

  ASSERT_TRUE(remove.handle({acme, added.id}));

  EXPECT_TRUE(subscriptions.kept.empty());
  EXPECT_EQ(matched(exactly), 0U);
  EXPECT_EQ(work.end, End::committed);
}

TEST_F(RemoveSubscriptionTest, an_unknown_subscription_is_not_found) {
  given(exactly);
  const auto before = subscriptions.kept;

  then_it_failed(remove.handle({acme, subscription_id(404)}), ErrorKind::not_found, "");
  EXPECT_EQ(subscriptions.kept, before);
}

TEST_F(RemoveSubscriptionTest, a_subscription_of_another_tenant_is_not_found) {
  const auto added = given(exactly);
  const auto before = subscriptions.kept;

  then_it_failed(remove.handle({{"other"}, added.id}), ErrorKind::not_found, "");
  EXPECT_EQ(subscriptions.kept, before);
}

TEST_F(RemoveSubscriptionTest, fails_when_the_subscriptions_cannot_be_read) {
  const auto added = given(exactly);
  const auto before = subscriptions.kept;
  subscriptions.is_gone = true;

  then_the_store_was_gone(remove.handle({acme, added.id}));
  EXPECT_EQ(subscriptions.kept, before);
}

TEST_F(RemoveSubscriptionTest, says_when_it_could_not_be_kept) {
  const auto added = given(exactly);
  work.refuses = true;

  then_it_was_not_kept(remove.handle({acme, added.id}));
}

}  // namespace
}  // namespace tocsin::tests
