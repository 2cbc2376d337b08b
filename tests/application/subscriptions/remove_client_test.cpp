#include "application/subscriptions/remove_client.hpp"

#include "tests/worlds/configuring_subscriptions.hpp"

namespace tocsin::tests {
namespace {

// Three subscriptions: two of globex, and one of initech.
class RemoveClientTest : public ConfiguringClients {
 protected:
  RemoveClientTest() {
    subscriptions.save(subscription_of(globex, 1, exactly));
    subscriptions.save(subscription_of(globex, 2, {"HIGH", "", ""}));
    subscriptions.save(subscription_of(initech, 3, exactly));
  }
};

TEST_F(RemoveClientTest, a_client_goes_with_all_that_it_has_subscribed_to) {
  given_a_client();

  ASSERT_TRUE(remove.handle({acme, globex}));

  EXPECT_EQ(*clients.find(acme, globex), nullptr);
  ASSERT_EQ(subscriptions.kept.size(), 1U);
  EXPECT_EQ(subscriptions.kept.begin()->second->client, initech);
  EXPECT_EQ(work.end, End::committed);
}

TEST_F(RemoveClientTest, an_unknown_client_is_not_found_and_nothing_goes) {
  const auto before = subscriptions.kept;

  then_it_failed(remove.handle({acme, globex}), ErrorKind::not_found, "");
  EXPECT_EQ(subscriptions.kept, before);
}

TEST_F(RemoveClientTest, nothing_goes_when_the_clients_cannot_be_read) {
  given_a_client();
  const auto clients_before = clients.kept;
  const auto subscriptions_before = subscriptions.kept;
  clients.is_gone = true;

  then_the_store_was_gone(remove.handle({acme, globex}));
  EXPECT_EQ(clients.kept, clients_before);
  EXPECT_EQ(subscriptions.kept, subscriptions_before);
}

TEST_F(RemoveClientTest, says_when_it_could_not_be_kept) {
  given_a_client();
  work.refuses = true;

  then_it_was_not_kept(remove.handle({acme, globex}));
}

}  // namespace
}  // namespace tocsin::tests
