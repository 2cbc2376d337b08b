#include "application/subscriptions/add_endpoint.hpp"
#include "tests/builders/subscriptions.hpp"
#include "tests/worlds/configuring.hpp"

namespace tocsin::tests {
namespace {

using namespace std::chrono_literals;
using application::AddEndpoint;
using application::ChangeEndpoint;
using application::ConfiguredEndpoint;
using domain::Channel;

const domain::SubscriptionId first = subscription_id(1);

// A subscription with the endpoints 11 and 12, and another one with 21.
class ConfigureEndpointsTest : public Configuring {
 protected:
  ConfigureEndpointsTest() {
    subscriptions.save(subscription_of(globex, 1, exactly, {hook(11, "one"), hook(12, "two")}));
    subscriptions.save(subscription_of(globex, 2, {"HIGH", "", ""}, {hook(21, "one")}));
  }

  static AddEndpoint::Command addition(const std::string& address) {
    return {acme, first, Channel::email, address};
  }

  static ChangeEndpoint::Command change_of(std::uint64_t endpoint) {
    return {acme, endpoint_id(endpoint), {}, {}, {}};
  }

  const std::vector<domain::Endpoint>& endpoints() {
    return subscriptions.kept.at({acme, first})->endpoints;
  }

  AddEndpoint& add = subscribing.add_endpoint;
  ChangeEndpoint& change_endpoint = subscribing.change_endpoint;
  application::RemoveEndpoint& remove = subscribing.remove_endpoint;
};

TEST_F(ConfigureEndpointsTest, a_new_endpoint_is_enabled_dated_and_kept) {
  const auto added = add.handle(addition("x@globex.example"));

  ASSERT_TRUE(added);
  const domain::Endpoint expected{
      endpoint_id(1), Channel::email, "x@globex.example", true, clock.now(), clock.now()};
  EXPECT_EQ(*added, (ConfiguredEndpoint{first, expected}));
  ASSERT_EQ(endpoints().size(), 3U);
  EXPECT_EQ(endpoints().back(), expected);
  EXPECT_EQ(work.end, End::committed);
}

TEST_F(ConfigureEndpointsTest, the_same_channel_and_address_is_a_conflict_within_a_subscription) {
  auto same = addition(hook(0, "two").address);
  EXPECT_TRUE(add.handle(same));

  same.channel = Channel::webhook;
  then_it_failed(add.handle(same), ErrorKind::conflict, "");
  EXPECT_EQ(endpoints().size(), 3U);
}

TEST_F(ConfigureEndpointsTest, a_subscription_has_a_hundred_endpoints_at_most) {
  for (int n = 3; n <= 100; ++n)
    ASSERT_TRUE(add.handle(addition(std::to_string(n) + "@globex.example")));

  then_it_failed(add.handle(addition("101@globex.example")), ErrorKind::conflict, "");
  EXPECT_EQ(endpoints().size(), 100U);
}

TEST_F(ConfigureEndpointsTest, an_endpoint_of_an_unknown_subscription_is_not_found_at_that_field) {
  auto elsewhere = addition("x@globex.example");
  elsewhere.subscription = subscription_id(404);

  then_it_failed(add.handle(elsewhere), ErrorKind::not_found, "/rule_id");
}

TEST_F(ConfigureEndpointsTest, an_endpoint_moves) {
  clock.advance(1h);
  auto change = change_of(12);
  change.channel = Channel::slack;
  change.address = "#alerts";

  const auto changed = change_endpoint.handle(change);

  ASSERT_TRUE(changed);
  EXPECT_EQ(changed->subscription, first);
  EXPECT_EQ(changed->endpoint.channel, Channel::slack);
  EXPECT_EQ(changed->endpoint.address, "#alerts");
  EXPECT_TRUE(changed->endpoint.enabled);
  EXPECT_EQ(changed->endpoint.updated_at, clock.now());
  EXPECT_EQ(endpoints(), (std::vector{hook(11, "one"), changed->endpoint}));
  EXPECT_EQ(work.end, End::committed);
}

TEST_F(ConfigureEndpointsTest, an_endpoint_is_switched_off_where_it_is) {
  auto change = change_of(12);
  change.enabled = false;

  ASSERT_TRUE(change_endpoint.handle(change));

  EXPECT_FALSE(endpoints()[1].enabled);
  EXPECT_EQ(endpoints()[1].address, hook(12, "two").address);
}

TEST_F(ConfigureEndpointsTest, an_endpoint_does_not_move_to_where_another_one_is) {
  auto change = change_of(12);
  change.address = hook(11, "one").address;
  then_it_failed(change_endpoint.handle(change), ErrorKind::conflict, "");

  change.channel = Channel::slack;
  EXPECT_TRUE(change_endpoint.handle(change));
}

TEST_F(ConfigureEndpointsTest, an_endpoint_may_be_said_to_stay_where_it_is) {
  auto change = change_of(12);
  change.channel = Channel::webhook;
  change.address = hook(12, "two").address;

  EXPECT_TRUE(change_endpoint.handle(change));
}

TEST_F(ConfigureEndpointsTest, an_endpoint_is_removed_and_its_subscription_stays) {
  ASSERT_TRUE(remove.handle({acme, endpoint_id(11)}));

  EXPECT_EQ(endpoints(), std::vector{hook(12, "two")});
  EXPECT_EQ(work.end, End::committed);
}

TEST_F(ConfigureEndpointsTest, an_unknown_endpoint_is_not_found) {
  then_it_failed(change_endpoint.handle(change_of(404)), ErrorKind::not_found, "");
  then_it_failed(remove.handle({acme, endpoint_id(404)}), ErrorKind::not_found, "");
}

TEST_F(ConfigureEndpointsTest, fails_when_the_subscriptions_cannot_be_read) {
  subscriptions.is_gone = true;

  then_the_store_was_gone(add.handle(addition("x@globex.example")));
  then_the_store_was_gone(change_endpoint.handle(change_of(11)));
  then_the_store_was_gone(remove.handle({acme, endpoint_id(11)}));
}

TEST_F(ConfigureEndpointsTest, says_when_it_could_not_be_kept) {
  work.refuses = true;

  then_it_was_not_kept(add.handle(addition("x@globex.example")));
  then_it_was_not_kept(change_endpoint.handle(change_of(11)));
  then_it_was_not_kept(remove.handle({acme, endpoint_id(11)}));
}

}  // namespace
}  // namespace tocsin::tests
