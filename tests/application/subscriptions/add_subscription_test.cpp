#include "application/subscriptions/add_subscription.hpp"

#include "tests/worlds/configuring_subscriptions.hpp"

namespace tocsin::tests {
namespace {

using domain::AlertPattern;

class AddSubscriptionTest : public ConfiguringSubscriptions {};

TEST_F(AddSubscriptionTest, a_new_subscription_has_an_id_its_endpoints_and_version_1) {
  auto wanted = draft(exactly);
  wanted.endpoints = {hook(0, "one"), hook(0, "two")};

  const auto added = add.handle(wanted);

  ASSERT_TRUE(added);
  EXPECT_EQ(added->id, subscription_id(1));
  EXPECT_EQ(added->version, 1U);
  EXPECT_TRUE(added->enabled);
  EXPECT_EQ(added->created_at, clock.now());
  EXPECT_EQ(added->updated_at, clock.now());
  ASSERT_EQ(added->endpoints.size(), 2U);
  EXPECT_EQ(added->endpoints[0].id, endpoint_id(2));
  EXPECT_EQ(added->endpoints[1].id, endpoint_id(3));
  EXPECT_EQ(added->endpoints[0].created_at, clock.now());
  EXPECT_EQ(added->endpoints[0].updated_at, clock.now());
  EXPECT_EQ(kept(added->id), *added);
  EXPECT_EQ(matched(exactly), 1U);
  EXPECT_EQ(work.end, End::committed);
}

TEST_F(AddSubscriptionTest, l3_to_subscribe_to_everything_is_invalid) {
  then_it_failed(add.handle(draft({})), ErrorKind::invalid, "");
  EXPECT_TRUE(subscriptions.kept.empty());
}

TEST_F(AddSubscriptionTest, l3_the_same_subscription_twice_is_a_conflict) {
  for (const AlertPattern& pattern : {exactly, AlertPattern{"", "test-source", ""}}) {
    given(pattern);
    then_it_failed(add.handle(draft(pattern)), ErrorKind::conflict, "");
  }
  EXPECT_EQ(subscriptions.kept.size(), 2U);
  EXPECT_TRUE(add.handle(draft(exactly, initech)));
}

TEST_F(AddSubscriptionTest, l3_an_unknown_client_is_not_found_at_that_field) {
  then_it_failed(add.handle(draft(exactly, {"nobody"})), ErrorKind::not_found, "/client_id");
  EXPECT_TRUE(subscriptions.kept.empty());
}

TEST_F(AddSubscriptionTest, fails_when_the_clients_cannot_be_read) {
  clients.is_gone = true;

  then_the_store_was_gone(add.handle(draft(exactly)));
  EXPECT_TRUE(subscriptions.kept.empty());
}

TEST_F(AddSubscriptionTest, fails_when_the_subscriptions_cannot_be_read) {
  subscriptions.same_is_gone = true;

  then_the_store_was_gone(add.handle(draft({"HIGH", "", ""})));
  EXPECT_TRUE(subscriptions.kept.empty());
}

TEST_F(AddSubscriptionTest, says_when_it_could_not_be_kept) {
  work.refuses = true;

  then_it_was_not_kept(add.handle(draft({"HIGH", "", ""})));
}

}  // namespace
}  // namespace tocsin::tests
