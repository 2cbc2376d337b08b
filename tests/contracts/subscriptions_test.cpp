#include <algorithm>

#include "tests/contracts/working_set.hpp"

namespace tocsin::tests {
namespace {

using namespace std::chrono_literals;
using namespace domain;
using adapters::memory::Store;

using SubscriptionIds = std::vector<SubscriptionId>;
using Numbers = std::vector<std::uint64_t>;

const ClientId team_a{"team-a"};
const ClientId team_b{"team-b"};
const AlertPattern grave{"HIGH", "", ""};
const AlertPattern of_the_database{"", "db", ""};

Endpoint an_endpoint(std::uint64_t n) {
  return {endpoint_id(n),
          Channel::email,
          "team" + std::to_string(n) + "@acme.example",
          true,
          start_of_test(),
          start_of_test()};
}

// The nth subscription has the endpoints 10n and 10n + 1.
Subscription a_subscription(std::uint64_t n,
                            const AlertPattern& pattern = grave,
                            const ClientId& client = team_a) {
  Subscription subscription;
  subscription.tenant = acme;
  subscription.id = subscription_id(n);
  subscription.client = client;
  subscription.pattern = pattern;
  subscription.endpoints = {an_endpoint(10 * n), an_endpoint((10 * n) + 1)};
  subscription.endpoints[1].enabled = false;
  subscription.created_at = start_of_test();
  subscription.updated_at = start_of_test() + 1s;
  return subscription;
}

auto saving(Subscription subscription) {
  return [subscription = std::move(subscription)](Store& store) {
    store.subscriptions.save(subscription);
  };
}

auto removing(std::uint64_t n) {
  return [n](Store& store) { store.subscriptions.remove(acme, subscription_id(n)); };
}

class SubscriptionsContract : public WorkingSet {
 protected:
  std::optional<Subscription> find(std::uint64_t n, const TenantId& tenant = acme) {
    return value_of(store->subscriptions.find(tenant, subscription_id(n)));
  }

  std::optional<Subscription> find_by_endpoint(std::uint64_t n, const TenantId& tenant = acme) {
    return value_of(store->subscriptions.find_by_endpoint(tenant, endpoint_id(n)));
  }

  std::optional<Subscription> find_same(const AlertPattern& pattern,
                                        const ClientId& client,
                                        const TenantId& tenant = acme) {
    return value_of(store->subscriptions.find_same(tenant, pattern, client));
  }

  // The subscriptions that such an alert matches, in the order of their ids.
  SubscriptionIds match(std::string_view severity,
                        std::string_view source,
                        std::string_view name = "",
                        const TenantId& tenant = acme) {
    SubscriptionIds ids;
    const auto matches = store->subscriptions.match(tenant, severity, source, name);
    for (const auto& match : *matches) {
      for (const auto* subscription : match.subscriptions())
        ids.push_back(subscription->id);
    }
    std::sort(ids.begin(), ids.end());
    return ids;
  }

  static SubscriptionIds ids(const Numbers& numbers) {
    SubscriptionIds named;
    for (const auto number : numbers)
      named.push_back(subscription_id(number));
    return named;
  }

  // What people are shown of a list.
  SubscriptionIds list(const std::optional<ClientId>& client,
                       std::size_t offset = 0,
                       std::size_t limit = 100) {
    SubscriptionIds listed;
    const auto excerpt = store->subscriptions.list(acme, client, offset, limit);
    for (const auto& entry : excerpt->entries)
      listed.push_back(entry->id);
    return listed;
  }

  std::size_t total(const std::optional<ClientId>& client, std::size_t offset = 0) {
    return store->subscriptions.list(acme, client, offset, 1)->total;
  }

  void expect_known(const Subscription& subscription) {
    EXPECT_EQ(value_of(store->subscriptions.find(acme, subscription.id)), subscription);
    EXPECT_EQ(find_same(subscription.pattern, subscription.client), subscription);
    for (const auto& endpoint : subscription.endpoints)
      EXPECT_EQ(value_of(store->subscriptions.find_by_endpoint(acme, endpoint.id)), subscription);
  }

  void expect_unknown(const Subscription& subscription) {
    EXPECT_EQ(value_of(store->subscriptions.find(acme, subscription.id)), std::nullopt);
    EXPECT_EQ(find_same(subscription.pattern, subscription.client), std::nullopt);
    for (const auto& endpoint : subscription.endpoints)
      EXPECT_EQ(value_of(store->subscriptions.find_by_endpoint(acme, endpoint.id)), std::nullopt);
  }

 private:
  static std::optional<Subscription> value_of(const Result<ports::Subscriptions::Entry>& found) {
    return *found ? std::optional{**found} : std::nullopt;
  }
};

TEST_P(SubscriptionsContract, are_found_at_once_and_after_a_restart) {
  const auto first = a_subscription(1);
  const auto second = a_subscription(2, of_the_database, team_b);
  keep(saving(first), [&](Store& inside) {
    inside.subscriptions.save(second);
    expect_known(first);
    expect_known(second);
    EXPECT_EQ(match("HIGH", "db"), ids({1, 2}));
  });

  for (int run = 0; run < 2; ++run, restart()) {
    expect_known(first);
    expect_known(second);
    expect_unknown(a_subscription(3, of_the_database, team_a));
    EXPECT_EQ(match("HIGH", "db"), ids({1, 2}));
    EXPECT_EQ(match("HIGH", "web"), ids({1}));
    EXPECT_EQ(match("LOW", "db"), ids({2}));
    EXPECT_EQ(match("LOW", "web"), SubscriptionIds{});
  }
}

TEST_P(SubscriptionsContract, keep_tenants_apart) {
  const auto ours = a_subscription(1);
  keep(saving(ours), [&](Store& inside) {
    inside.subscriptions.remove({"other"}, ours.id);
    inside.subscriptions.remove_of({"other"}, team_a);
    expect_known(ours);
  });

  for (int run = 0; run < 2; ++run, restart()) {
    expect_known(ours);
    EXPECT_EQ(find(1, {"other"}), std::nullopt);
    EXPECT_EQ(find_by_endpoint(10, {"other"}), std::nullopt);
    EXPECT_EQ(find_same(grave, team_a, {"other"}), std::nullopt);
    EXPECT_EQ(match("HIGH", "", "", {"other"}), SubscriptionIds{});
    EXPECT_EQ(store->subscriptions.list({"other"}, std::nullopt, 0, 10)->total, 0U);
    EXPECT_EQ(*store->subscriptions.look_up({"other"}, ours.id), nullptr);
    EXPECT_EQ(*store->subscriptions.look_up_endpoint({"other"}, endpoint_id(10)), nullptr);
  }
}

TEST_P(SubscriptionsContract, that_are_off_match_nothing_but_are_there) {
  auto off = a_subscription(1);
  off.enabled = false;
  keep(saving(off));

  for (int run = 0; run < 2; ++run, restart()) {
    expect_known(off);
    EXPECT_EQ(match("HIGH", ""), SubscriptionIds{});
  }
}

TEST_P(SubscriptionsContract, leave_nothing_behind_when_their_pattern_changes) {
  const auto before = a_subscription(1);
  auto after = a_subscription(1, of_the_database);
  after.version = 2;
  keep(saving(before));

  keep([&](Store& inside) {
    inside.subscriptions.save(after);
    expect_known(after);
    EXPECT_EQ(find_same(grave, team_a), std::nullopt);
    EXPECT_EQ(match("HIGH", "web"), SubscriptionIds{});
  });

  for (int run = 0; run < 2; ++run, restart()) {
    expect_known(after);
    EXPECT_EQ(find_same(grave, team_a), std::nullopt);
    EXPECT_EQ(match("HIGH", "web"), SubscriptionIds{});
    EXPECT_EQ(match("HIGH", "db"), ids({1}));
    EXPECT_EQ(list(team_a), ids({1}));
    EXPECT_EQ(store->subscriptions.size(), 1U);
  }
}

TEST_P(SubscriptionsContract, leave_nothing_behind_of_an_endpoint_that_goes) {
  const auto before = a_subscription(1);
  auto after = before;
  after.endpoints = {an_endpoint(12)};
  keep(saving(before));

  keep([&](Store& inside) {
    inside.subscriptions.save(after);
    expect_known(after);
    EXPECT_EQ(find_by_endpoint(10), std::nullopt);
  });

  for (int run = 0; run < 2; ++run, restart()) {
    expect_known(after);
    EXPECT_EQ(find_by_endpoint(10), std::nullopt);
    EXPECT_EQ(*store->subscriptions.look_up_endpoint(acme, endpoint_id(10)), nullptr);
    EXPECT_EQ((*store->subscriptions.look_up_endpoint(acme, endpoint_id(12)))->id, after.id);
  }
}

TEST_P(SubscriptionsContract, never_change_a_version_that_was_read) {
  keep(saving(a_subscription(1)));
  const auto read = *store->subscriptions.find(acme, subscription_id(1));

  keep(saving(a_subscription(1, of_the_database)), removing(1));

  EXPECT_EQ(*read, a_subscription(1));
}

TEST_P(SubscriptionsContract, are_gone_when_they_are_removed) {
  const auto gone = a_subscription(1);
  keep(saving(gone), saving(a_subscription(2, of_the_database)));

  keep([&](Store& inside) {
    inside.subscriptions.remove(acme, gone.id);
    expect_unknown(gone);
    EXPECT_EQ(match("HIGH", "db"), ids({2}));
  });

  for (int run = 0; run < 2; ++run, restart()) {
    expect_unknown(gone);
    EXPECT_EQ(match("HIGH", "db"), ids({2}));
    EXPECT_EQ(list(std::nullopt), ids({2}));
  }

  // Its pattern is free for another one.
  keep(saving(a_subscription(3)));
  restart();
  expect_known(a_subscription(3));
}

TEST_P(SubscriptionsContract, may_come_and_go_in_one_batch) {
  keep(saving(a_subscription(1)), removing(1), [](Store& inside) {
    inside.subscriptions.save(a_subscription(2));
    inside.subscriptions.remove(acme, subscription_id(2));
  });

  for (int run = 0; run < 2; ++run, restart()) {
    expect_unknown(a_subscription(1));
    expect_unknown(a_subscription(2));
    EXPECT_EQ(match("HIGH", ""), SubscriptionIds{});
    EXPECT_EQ(total(std::nullopt), 0U);
  }
}

TEST_P(SubscriptionsContract, of_a_client_go_all_together) {
  keep(saving(a_subscription(1)), saving(a_subscription(2, grave, team_b)));

  keep([&](Store& inside) {
    inside.subscriptions.save(a_subscription(3, of_the_database));
    inside.subscriptions.remove_of(acme, team_a);
    expect_unknown(a_subscription(1));
    expect_unknown(a_subscription(3, of_the_database));
    expect_known(a_subscription(2, grave, team_b));
    EXPECT_EQ(match("HIGH", "db"), ids({2}));
  });

  for (int run = 0; run < 2; ++run, restart()) {
    expect_unknown(a_subscription(1));
    EXPECT_EQ(match("HIGH", "db"), ids({2}));
    EXPECT_EQ(list(std::nullopt), ids({2}));
    EXPECT_EQ(total(team_a), 0U);
    EXPECT_EQ(total(team_b), 1U);
  }
}

TEST_P(SubscriptionsContract, take_back_what_is_rolled_back) {
  keep(saving(a_subscription(1)), saving(a_subscription(2, of_the_database)));

  ASSERT_TRUE(store->begin_batch());
  roll_back([](Store& inside) {
    inside.subscriptions.save(a_subscription(1, {"LOW", "", ""}));
    inside.subscriptions.remove(acme, subscription_id(2));
    inside.subscriptions.save(a_subscription(3, grave, team_b));
  });
  EXPECT_EQ(match("HIGH", "db"), ids({1, 2}));
  ASSERT_TRUE(store->commit_batch());

  for (int run = 0; run < 2; ++run, restart()) {
    expect_known(a_subscription(1));
    expect_known(a_subscription(2, of_the_database));
    expect_unknown(a_subscription(3, grave, team_b));
    EXPECT_EQ(match("HIGH", "db"), ids({1, 2}));
    EXPECT_EQ(match("LOW", ""), SubscriptionIds{});
    EXPECT_EQ(list(std::nullopt), ids({2, 1}));
  }
}

TEST_P(SubscriptionsContract, take_back_what_the_disk_has_refused) {
  keep(saving(a_subscription(1)), saving(a_subscription(2, of_the_database)));

  lose(saving(a_subscription(1, {"LOW", "", ""})), removing(2), saving(a_subscription(3)));
  expect_known(a_subscription(1));
  EXPECT_EQ(match("HIGH", "db"), ids({1, 2}));
  EXPECT_EQ(match("LOW", ""), SubscriptionIds{});
  EXPECT_EQ(list(team_a), ids({2, 1}));

  keep(saving(a_subscription(3, grave, team_b)));
  for (int run = 0; run < 2; ++run, restart()) {
    EXPECT_EQ(match("HIGH", "db"), ids({1, 2, 3}));
    EXPECT_EQ(match("LOW", ""), SubscriptionIds{});
  }
}

TEST_P(SubscriptionsContract, are_listed_newest_first_whenever_they_were_changed) {
  keep(saving(a_subscription(3, grave, team_b)),
       saving(a_subscription(1)),
       saving(a_subscription(4, of_the_database)),
       saving(a_subscription(2, {"", "", "down"}, team_b)));
  auto changed = a_subscription(1);
  changed.version = 2;
  keep(saving(changed));

  for (int run = 0; run < 2; ++run, restart()) {
    EXPECT_EQ(list(std::nullopt), ids({4, 3, 2, 1}));
    EXPECT_EQ(list(std::nullopt, 1, 2), ids({3, 2}));
    EXPECT_EQ(list(std::nullopt, 3, 2), ids({1}));
    EXPECT_EQ(list(std::nullopt, 0, 0), SubscriptionIds{});
    EXPECT_EQ(list(std::nullopt, 4), SubscriptionIds{});
    EXPECT_EQ(list(std::nullopt, 1'000'000), SubscriptionIds{});
    EXPECT_EQ(total(std::nullopt), 4U);
    EXPECT_EQ(total(std::nullopt, 1'000'000), 4U);
    EXPECT_EQ(list(team_a), ids({4, 1}));
    EXPECT_EQ(list(team_b, 1), ids({2}));
    EXPECT_EQ(total(team_b, 1), 2U);
    EXPECT_EQ(total(ClientId{"none"}), 0U);
    EXPECT_EQ((*store->subscriptions.look_up(acme, subscription_id(1)))->version, 2U);
  }
}

TEST_P(SubscriptionsContract, are_shown_beside_any_unit_of_work) {
  keep(saving(a_subscription(1)), [this](Store& inside) {
    inside.subscriptions.save(a_subscription(2, of_the_database));
    inside.subscriptions.remove(acme, subscription_id(1));
    EXPECT_EQ(list(std::nullopt), ids({1}));
    EXPECT_EQ(*inside.subscriptions.look_up(acme, subscription_id(2)), nullptr);
    EXPECT_EQ(*inside.subscriptions.look_up_endpoint(acme, endpoint_id(20)), nullptr);
    EXPECT_NE(*inside.subscriptions.look_up(acme, subscription_id(1)), nullptr);
  });

  EXPECT_EQ(list(std::nullopt), ids({2}));
}

INSTANTIATE_TEST_SUITE_P(Kept, SubscriptionsContract, every_disk(), name_of_disk);

}  // namespace
}  // namespace tocsin::tests
