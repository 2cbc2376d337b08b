#include "adapters/memory/delivery/due_queue.hpp"

#include <string>
#include <vector>

#include "tests/support/prelude.hpp"

namespace tocsin::adapters::memory {
namespace {

using namespace std::chrono_literals;
using domain::DeliveryRef;
using domain::Time;

using Offers = std::vector<std::string>;

Time at(int second) { return Time{std::chrono::seconds{second}}; }

DeliveryRef delivery(std::uint16_t number) { return {{}, number}; }

struct DueQueueTest : testing::Test {
  // By server and number, all that was offered; a trailing ! when it was not taken.
  Offers offered(Time now, std::size_t limit, const std::string& full = "none") {
    Offers offers;
    queue.offer(now, limit, [&](DeliveryRef due, const std::string& server) {
      const bool is_taken = server != full;
      offers.push_back(server + std::to_string(due.index) + (is_taken ? "" : "!"));
      return is_taken;
    });
    return offers;
  }

  std::optional<Time> next_without(const std::string& full) {
    return queue.next([&](const std::string& server) { return server != full; });
  }

  DueQueue queue;
};

TEST_F(DueQueueTest, offers_what_is_due_in_its_order_whatever_server_it_goes_to) {
  queue.add("a", at(5), delivery(5));
  queue.add("b", at(2), delivery(2));
  queue.add("a", at(1), delivery(1));
  queue.add("b", at(4), delivery(4));
  queue.add("c", at(3), delivery(3));

  EXPECT_EQ(offered(at(0), 9), Offers{});
  EXPECT_EQ(offered(at(4), 9), (Offers{"a1", "b2", "c3", "b4"}));
  EXPECT_EQ(offered(at(9), 9), (Offers{"a1", "b2", "c3", "b4", "a5"}));
  EXPECT_EQ(offered(at(9), 2), (Offers{"a1", "b2"}));
  EXPECT_EQ(offered(at(9), 0), Offers{});
}

TEST_F(DueQueueTest, asks_a_server_that_is_full_once_however_much_waits_for_it) {
  for (std::uint16_t number = 0; number < 1000; ++number)
    queue.add("a", at(1), delivery(number));
  queue.add("b", at(2), delivery(1));
  queue.add("b", at(3), delivery(2));

  EXPECT_EQ(offered(at(9), 2, "a"), (Offers{"a0!", "b1", "b2"}));
  EXPECT_EQ(offered(at(9), 9, "a"), (Offers{"a0!", "b1", "b2"}));
}

TEST_F(DueQueueTest, says_when_the_next_is_due_that_goes_to_a_server_with_room) {
  EXPECT_EQ(next_without("none"), std::nullopt);
  queue.add("a", at(3), delivery(1));
  queue.add("b", at(4), delivery(2));
  queue.add("a", at(2), delivery(3));

  EXPECT_EQ(next_without("none"), at(2));
  EXPECT_EQ(next_without("a"), at(4));
}

TEST_F(DueQueueTest, forgets_what_is_removed_and_only_that) {
  queue.add("a", at(1), delivery(1));
  queue.add("a", at(2), delivery(2));
  queue.add("a", at(2), delivery(2));
  EXPECT_EQ(queue.size(), 2U);

  queue.remove("b", at(1), delivery(1));
  queue.remove("a", at(1), delivery(9));
  EXPECT_EQ(queue.size(), 2U);
  queue.remove("a", at(1), delivery(1));
  EXPECT_EQ(offered(at(9), 9), Offers{"a2"});
  queue.remove("a", at(2), delivery(2));

  EXPECT_EQ(queue.size(), 0U);
  EXPECT_EQ(next_without("none"), std::nullopt);
}

TEST_F(DueQueueTest, is_empty_when_cleared) {
  queue.add("a", at(1), delivery(1));

  queue.clear();

  EXPECT_EQ(queue.size(), 0U);
  EXPECT_EQ(offered(at(9), 9), Offers{});
}

}  // namespace
}  // namespace tocsin::adapters::memory
