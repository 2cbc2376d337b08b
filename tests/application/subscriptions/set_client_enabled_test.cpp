#include "application/subscriptions/set_client_enabled.hpp"

#include "tests/worlds/configuring_subscriptions.hpp"

namespace tocsin::tests {
namespace {

using namespace std::chrono_literals;

class SetClientEnabledTest : public ConfiguringClients {};

TEST_F(SetClientEnabledTest, a_client_is_switched_off_and_on_and_says_when) {
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

TEST_F(SetClientEnabledTest, an_unknown_client_is_not_found_and_not_made) {
  then_it_failed(set_enabled.handle({acme, globex, true}), ErrorKind::not_found, "");
  EXPECT_TRUE(clients.kept.empty());
}

TEST_F(SetClientEnabledTest, fails_when_the_clients_cannot_be_read) {
  given_a_client();
  const auto before = clients.kept;
  clients.is_gone = true;

  then_the_store_was_gone(set_enabled.handle({acme, globex, false}));
  EXPECT_EQ(clients.kept, before);
}

TEST_F(SetClientEnabledTest, says_when_it_could_not_be_kept) {
  given_a_client();
  work.refuses = true;

  then_it_was_not_kept(set_enabled.handle({acme, globex, false}));
}

}  // namespace
}  // namespace tocsin::tests
