#include "application/subscriptions/change_endpoint.hpp"

#include "tests/worlds/configuring_subscriptions.hpp"

namespace tocsin::tests {
namespace {

using namespace std::chrono_literals;
using domain::Channel;

class ChangeEndpointTest : public ConfiguringEndpoints {};

TEST_F(ChangeEndpointTest, an_endpoint_moves) {
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

TEST_F(ChangeEndpointTest, an_endpoint_is_switched_off_where_it_is) {
  auto change = change_of(12);
  change.enabled = false;

  ASSERT_TRUE(change_endpoint.handle(change));

  EXPECT_FALSE(endpoints()[1].enabled);
  EXPECT_EQ(endpoints()[1].address, hook(12, "two").address);
}

TEST_F(ChangeEndpointTest, an_endpoint_does_not_move_to_where_another_one_is) {
  const auto before = subscriptions.kept;
  auto change = change_of(12);
  change.address = hook(11, "one").address;
  then_it_failed(change_endpoint.handle(change), ErrorKind::conflict, "");
  EXPECT_EQ(subscriptions.kept, before);

  change.channel = Channel::slack;
  EXPECT_TRUE(change_endpoint.handle(change));
}

TEST_F(ChangeEndpointTest, an_endpoint_may_be_said_to_stay_where_it_is) {
  auto change = change_of(12);
  change.channel = Channel::webhook;
  change.address = hook(12, "two").address;

  EXPECT_TRUE(change_endpoint.handle(change));
}

TEST_F(ChangeEndpointTest, an_unknown_endpoint_is_not_found) {
  const auto before = subscriptions.kept;

  then_it_failed(change_endpoint.handle(change_of(404)), ErrorKind::not_found, "");
  EXPECT_EQ(subscriptions.kept, before);
}

TEST_F(ChangeEndpointTest, fails_when_the_subscriptions_cannot_be_read) {
  const auto before = subscriptions.kept;
  subscriptions.is_gone = true;

  then_the_store_was_gone(change_endpoint.handle(change_of(11)));
  EXPECT_EQ(subscriptions.kept, before);
}

TEST_F(ChangeEndpointTest, says_when_it_could_not_be_kept) {
  work.refuses = true;

  then_it_was_not_kept(change_endpoint.handle(change_of(11)));
}

}  // namespace
}  // namespace tocsin::tests
