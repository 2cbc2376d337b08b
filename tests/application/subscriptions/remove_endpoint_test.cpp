#include "application/subscriptions/remove_endpoint.hpp"

#include "tests/worlds/configuring_subscriptions.hpp"

namespace tocsin::tests {
namespace {

class RemoveEndpointTest : public ConfiguringEndpoints {};

TEST_F(RemoveEndpointTest, an_endpoint_is_removed_and_its_subscription_stays) {
  ASSERT_TRUE(remove.handle({acme, endpoint_id(11)}));

  EXPECT_EQ(endpoints(), std::vector{hook(12, "two")});
  EXPECT_EQ(work.end, End::committed);
}

TEST_F(RemoveEndpointTest, an_unknown_endpoint_is_not_found) {
  const auto before = subscriptions.kept;

  then_it_failed(remove.handle({acme, endpoint_id(404)}), ErrorKind::not_found, "");
  EXPECT_EQ(subscriptions.kept, before);
}

TEST_F(RemoveEndpointTest, an_endpoint_of_another_tenant_is_not_found) {
  const auto before = subscriptions.kept;

  then_it_failed(remove.handle({{"other"}, endpoint_id(11)}), ErrorKind::not_found, "");
  EXPECT_EQ(subscriptions.kept, before);
}

TEST_F(RemoveEndpointTest, fails_when_the_subscriptions_cannot_be_read) {
  const auto before = subscriptions.kept;
  subscriptions.is_gone = true;

  then_the_store_was_gone(remove.handle({acme, endpoint_id(11)}));
  EXPECT_EQ(subscriptions.kept, before);
}

TEST_F(RemoveEndpointTest, says_when_it_could_not_be_kept) {
  work.refuses = true;

  then_it_was_not_kept(remove.handle({acme, endpoint_id(11)}));
}

}  // namespace
}  // namespace tocsin::tests
