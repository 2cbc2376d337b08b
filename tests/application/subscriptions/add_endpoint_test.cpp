#include "application/subscriptions/add_endpoint.hpp"

#include "tests/worlds/configuring_subscriptions.hpp"

namespace tocsin::tests {
namespace {

using application::ConfiguredEndpoint;
using domain::Channel;

class AddEndpointTest : public ConfiguringEndpoints {};

TEST_F(AddEndpointTest, a_new_endpoint_is_enabled_dated_and_kept) {
  const auto added = add.handle(addition("x@globex.example"));

  ASSERT_TRUE(added);
  const domain::Endpoint expected{
      endpoint_id(1), Channel::email, "x@globex.example", true, clock.now(), clock.now()};
  EXPECT_EQ(*added, (ConfiguredEndpoint{first, expected}));
  ASSERT_EQ(endpoints().size(), 3U);
  EXPECT_EQ(endpoints().back(), expected);
  EXPECT_EQ(work.end, End::committed);
}

TEST_F(AddEndpointTest, the_same_channel_and_address_is_a_conflict_within_a_subscription) {
  auto same = addition(hook(0, "two").address);
  EXPECT_TRUE(add.handle(same));
  const auto before = subscriptions.kept;

  same.channel = Channel::webhook;
  then_it_failed(add.handle(same), ErrorKind::conflict, "");
  EXPECT_EQ(endpoints().size(), 3U);
  EXPECT_EQ(subscriptions.kept, before);
}

TEST_F(AddEndpointTest, a_subscription_has_a_hundred_endpoints_at_most) {
  for (int n = 3; n <= 100; ++n)
    ASSERT_TRUE(add.handle(addition(std::to_string(n) + "@globex.example")));

  then_it_failed(add.handle(addition("101@globex.example")), ErrorKind::conflict, "");
  EXPECT_EQ(endpoints().size(), 100U);
}

TEST_F(AddEndpointTest, an_endpoint_of_an_unknown_subscription_is_not_found_at_that_field) {
  const auto before = subscriptions.kept;
  auto elsewhere = addition("x@globex.example");
  elsewhere.subscription = subscription_id(404);

  then_it_failed(add.handle(elsewhere), ErrorKind::not_found, "/rule_id");
  EXPECT_EQ(subscriptions.kept, before);
}

TEST_F(AddEndpointTest, fails_when_the_subscriptions_cannot_be_read) {
  const auto before = subscriptions.kept;
  subscriptions.is_gone = true;

  then_the_store_was_gone(add.handle(addition("x@globex.example")));
  EXPECT_EQ(subscriptions.kept, before);
}

TEST_F(AddEndpointTest, says_when_it_could_not_be_kept) {
  work.refuses = true;

  then_it_was_not_kept(add.handle(addition("x@globex.example")));
}

}  // namespace
}  // namespace tocsin::tests
