#include "application/subscriptions/save_client.hpp"

#include "tests/worlds/configuring_subscriptions.hpp"

namespace tocsin::tests {
namespace {

using application::Existing;

class SaveClientTest : public ConfiguringClients {};

TEST_F(SaveClientTest, a_new_client_is_enabled_dated_and_kept) {
  const auto saved = save.handle({a_client(globex), Existing::refuse});

  ASSERT_TRUE(saved);
  EXPECT_TRUE(saved->created);
  EXPECT_TRUE(saved->entity.enabled);
  EXPECT_EQ(saved->entity.created_at, clock.now());
  EXPECT_EQ(client(), saved->entity);
  EXPECT_EQ(work.end, End::committed);
}

TEST_F(SaveClientTest, an_id_that_is_taken_is_a_conflict_at_that_field) {
  given_a_client();
  const auto before = clients.kept;

  then_it_failed(
      save.handle({a_client(globex), Existing::refuse}), ErrorKind::conflict, "/client_id");
  EXPECT_EQ(clients.kept, before);
}

TEST_F(SaveClientTest, a_client_that_is_renamed_stays_switched_off) {
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

TEST_F(SaveClientTest, fails_when_the_clients_cannot_be_read) {
  clients.is_gone = true;

  then_the_store_was_gone(save.handle({a_client(globex), Existing::replace}));
  EXPECT_TRUE(clients.kept.empty());
}

TEST_F(SaveClientTest, says_when_it_could_not_be_kept) {
  given_a_client();
  work.refuses = true;

  then_it_was_not_kept(save.handle({a_client(globex), Existing::replace}));
}

}  // namespace
}  // namespace tocsin::tests
