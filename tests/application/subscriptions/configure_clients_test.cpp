#include "application/subscriptions/save_client.hpp"
#include "tests/builders/subscriptions.hpp"
#include "tests/worlds/configuring.hpp"

namespace tocsin::tests {
namespace {

using namespace std::chrono_literals;
using application::Existing;

class ConfigureClientsTest : public Configuring {
 protected:
  void given_a_client() {
    clients.save(a_client(globex));
    clients.save(a_client(initech));
  }

  domain::Client client() { return **clients.find(acme, globex); }

  application::SaveClient& save = subscribing.save_client;
  application::RemoveClient& remove = subscribing.remove_client;
  application::SetClientEnabled& set_enabled = subscribing.set_client_enabled;
};

TEST_F(ConfigureClientsTest, a_new_client_is_enabled_dated_and_kept) {
  const auto saved = save.handle({a_client(globex), Existing::refuse});

  ASSERT_TRUE(saved);
  EXPECT_TRUE(saved->created);
  EXPECT_TRUE(saved->entity.enabled);
  EXPECT_EQ(saved->entity.created_at, clock.now());
  EXPECT_EQ(client(), saved->entity);
  EXPECT_EQ(work.end, End::committed);
}

TEST_F(ConfigureClientsTest, an_id_that_is_taken_is_a_conflict_at_that_field) {
  given_a_client();

  then_it_failed(
      save.handle({a_client(globex), Existing::refuse}), ErrorKind::conflict, "/client_id");
}

TEST_F(ConfigureClientsTest, a_client_that_is_renamed_stays_switched_off) {
  given_a_client();
  ASSERT_TRUE(set_enabled.handle({acme, globex, false}));
  auto draft = a_client(globex);
  draft.name = "Globex Corporation";

  const auto saved = save.handle({draft, Existing::replace});

  ASSERT_TRUE(saved);
  EXPECT_FALSE(saved->created);
  EXPECT_EQ(client().name, "Globex Corporation");
  EXPECT_FALSE(client().enabled);
}

TEST_F(ConfigureClientsTest, a_client_is_switched_off_and_on_and_says_when) {
  given_a_client();
  clock.advance(1h);

  const auto off = set_enabled.handle({acme, globex, false});
  ASSERT_TRUE(off);
  EXPECT_FALSE(client().enabled);
  EXPECT_EQ(off->updated_at, clock.now());
  EXPECT_EQ(client(), *off);

  ASSERT_TRUE(set_enabled.handle({acme, globex, true}));
  EXPECT_TRUE(client().enabled);
  EXPECT_EQ(work.end, End::committed);
}

TEST_F(ConfigureClientsTest, a_client_goes_with_all_that_it_has_subscribed_to) {
  given_a_client();
  subscriptions.save(subscription_of(globex, 1, exactly));
  subscriptions.save(subscription_of(globex, 2, {"HIGH", "", ""}));
  subscriptions.save(subscription_of(initech, 3, exactly));

  ASSERT_TRUE(remove.handle({acme, globex}));

  EXPECT_EQ(*clients.find(acme, globex), nullptr);
  ASSERT_EQ(subscriptions.kept.size(), 1U);
  EXPECT_EQ(subscriptions.kept.begin()->second->client, initech);
  EXPECT_EQ(work.end, End::committed);
}

TEST_F(ConfigureClientsTest, an_unknown_client_is_not_found) {
  then_it_failed(set_enabled.handle({acme, globex, true}), ErrorKind::not_found, "");
  then_it_failed(remove.handle({acme, globex}), ErrorKind::not_found, "");
}

TEST_F(ConfigureClientsTest, fails_when_the_clients_cannot_be_read) {
  clients.is_gone = true;

  then_the_store_was_gone(save.handle({a_client(globex), Existing::replace}));
  then_the_store_was_gone(set_enabled.handle({acme, globex, true}));
  then_the_store_was_gone(remove.handle({acme, globex}));
}

TEST_F(ConfigureClientsTest, says_when_it_could_not_be_kept) {
  given_a_client();
  work.refuses = true;

  then_it_was_not_kept(save.handle({a_client(globex), Existing::replace}));
  then_it_was_not_kept(set_enabled.handle({acme, globex, false}));
  then_it_was_not_kept(remove.handle({acme, globex}));
}

}  // namespace
}  // namespace tocsin::tests
