#include "tests/contracts/working_set.hpp"

namespace tocsin::tests {
namespace {

using namespace domain;
using adapters::memory::Store;

using Clients = std::vector<ClientId>;

const Time told_at{std::chrono::hours{500'000}};
const Clients nobody;
const Clients a{{"team-a"}};
const Clients b_and_a{{"team-b"}, {"team-a"}};

auto remembering(std::uint64_t alert, Clients clients) {
  return [alert, clients = std::move(clients)](Store& store) {
    store.announced.remember(acme, alert_id(alert), clients, told_at);
  };
}

class AnnouncedContract : public WorkingSet {
 protected:
  // As a command of its own asks.
  Clients told(std::uint64_t alert, const TenantId& tenant = acme) {
    Clients clients;
    keep([&](Store& inside) {
      const auto found = inside.announced.told(tenant, alert_id(alert));
      ASSERT_TRUE(found);
      clients = *found;
    });
    return clients;
  }
};

TEST_P(AnnouncedContract, remembers_whom_it_has_told_in_their_order) {
  keep(remembering(1, b_and_a), remembering(2, a));

  for (int run = 0; run < 2; ++run, restart()) {
    EXPECT_EQ(told(1), b_and_a);
    EXPECT_EQ(told(2), a);
    EXPECT_EQ(told(3), nobody);
    EXPECT_EQ(told(1, {"other"}), nobody);
  }
}

TEST_P(AnnouncedContract, remembers_the_alert_in_every_later_command_of_its_batch) {
  keep(
      remembering(1, a),
      [](Store& inside) {
        EXPECT_EQ(*inside.announced.told(acme, alert_id(1)), a);
        EXPECT_EQ(*inside.announced.told({"other"}, alert_id(1)), nobody);
        inside.announced.remember(acme, alert_id(1), b_and_a, told_at);
      },
      [](Store& inside) { EXPECT_EQ(*inside.announced.told(acme, alert_id(1)), b_and_a); });

  for (int run = 0; run < 2; ++run, restart())
    EXPECT_EQ(told(1), b_and_a);
}

TEST_P(AnnouncedContract, sees_at_once_what_the_unit_of_work_remembers) {
  keep(remembering(1, a));

  keep([](Store& inside) {
    inside.announced.remember(acme, alert_id(1), b_and_a, told_at);
    inside.announced.remember(acme, alert_id(2), a, told_at);
    EXPECT_EQ(*inside.announced.told(acme, alert_id(1)), b_and_a);
    EXPECT_EQ(*inside.announced.told(acme, alert_id(2)), a);
  });

  for (int run = 0; run < 2; ++run, restart()) {
    EXPECT_EQ(told(1), b_and_a);
    EXPECT_EQ(told(2), a);
  }
}

TEST_P(AnnouncedContract, remembers_also_that_nobody_wanted_to_hear) {
  keep(remembering(1, a));
  keep(remembering(1, nobody));

  for (int run = 0; run < 2; ++run, restart())
    EXPECT_EQ(told(1), nobody);
}

TEST_P(AnnouncedContract, takes_back_what_is_rolled_back) {
  keep(remembering(1, a));

  ASSERT_TRUE(store->begin_batch());
  roll_back(remembering(1, b_and_a));
  roll_back(remembering(2, a));
  ASSERT_TRUE(store->commit_batch());

  for (int run = 0; run < 2; ++run, restart()) {
    EXPECT_EQ(told(1), a);
    EXPECT_EQ(told(2), nobody);
  }
}

TEST_P(AnnouncedContract, takes_back_what_the_disk_has_refused) {
  keep(remembering(1, a));

  lose(remembering(1, b_and_a), remembering(2, a));

  for (int run = 0; run < 2; ++run, restart()) {
    EXPECT_EQ(told(1), a);
    EXPECT_EQ(told(2), nobody);
  }
}

INSTANTIATE_TEST_SUITE_P(Kept, AnnouncedContract, every_disk(), name_of_disk);

}  // namespace
}  // namespace tocsin::tests
