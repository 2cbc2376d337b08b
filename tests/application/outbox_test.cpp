#include "ports/outbox.hpp"

#include <string>
#include <vector>

#include "tests/support/builders.hpp"
#include "tests/support/fake_store.hpp"

namespace tocsin::ports {
namespace {

using namespace std::chrono_literals;
using namespace tests;  // NOLINT: the words of the tests
using domain::Channel;
using domain::DeliveryRef;

// One that does not keep servers apart.
class PlainOutboxTest : public ::testing::Test {
 protected:
  PlainOutboxTest() {
    for (const std::uint64_t n : {1U, 2U, 3U})
      outbox.add(a_page(n));
  }

  std::vector<std::string> offered_until(std::size_t taken) {
    std::vector<std::string> servers;
    outbox.offer_due(Channel::email, now, 10, [&](DeliveryRef, const std::string& server) {
      servers.push_back(server);
      return servers.size() <= taken;
    });
    return servers;
  }

  const domain::Time now = start_of_test();
  FakeOutbox outbox;
};

TEST_F(PlainOutboxTest, offers_all_as_of_one_server_without_a_name) {
  EXPECT_EQ(offered_until(3), (std::vector<std::string>{"", "", ""}));
}

TEST_F(PlainOutboxTest, offers_no_more_when_one_is_not_taken) {
  EXPECT_EQ(offered_until(1).size(), 2U);
}

TEST_F(PlainOutboxTest, knows_when_the_next_is_due_if_there_is_room) {
  const auto room = [](bool has_room) {
    return [has_room](const std::string&) { return has_room; };
  };

  EXPECT_EQ(outbox.next_due_with_room(Channel::email, room(true)), now);
  EXPECT_EQ(outbox.next_due_with_room(Channel::email, room(false)), std::nullopt);
}

}  // namespace
}  // namespace tocsin::ports
