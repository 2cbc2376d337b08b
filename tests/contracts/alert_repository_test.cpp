#include "tests/contracts/working_set.hpp"

namespace tocsin::tests {
namespace {

using namespace std::chrono_literals;
using namespace domain;
using adapters::memory::Store;

// Of a group, from an event manager.
Alert a_parent(std::uint64_t n, const std::string& dedup_key) {
  auto event = an_event();
  event.manager = payments;
  event.dedup_key = dedup_key;
  auto alert = open_alert(alert_id(n), event, billing, start_of_test());
  alert.group = Group{"class", "disk", start_of_test() + 5min};
  return alert;
}

GroupKey the_group() { return {acme.value, payments.value, "class", "disk"}; }

Alert a_resolved(Alert alert) {
  alert.resolve("alice", start_of_test() + 1min);
  return alert;
}

// An alert of the service billing with a key of its own.
Alert an_alert_with_key(std::uint64_t n) {
  auto alert = an_alert(n);
  alert.dedup_key = "key-" + std::to_string(n);
  return alert;
}

auto saving(Alert alert) {
  return [alert = std::move(alert)](Store& store) { store.alerts.save(alert); };
}

std::vector<AlertId> ids(std::initializer_list<std::uint64_t> numbers) {
  std::vector<AlertId> named;
  for (const auto number : numbers)
    named.push_back(alert_id(number));
  return named;
}

class AlertRepositoryContract : public WorkingSet {
 protected:
  // By all the ways there are.
  void expect_found(const Alert& alert) {
    EXPECT_EQ(*store->alerts.get(acme, alert.id), alert);
    EXPECT_EQ(*store->alerts.find_open(alert.key()), alert);
    EXPECT_EQ(*store->alerts.find_parent(*alert.group_key()), alert);
    EXPECT_EQ(*store->alerts.find_oldest_open(acme, billing), alert);
    EXPECT_EQ(*store->alerts.open_of(acme, billing), std::vector{alert.id});
  }

  void expect_nothing_open(const Alert& alert) {
    EXPECT_EQ(*store->alerts.find_open(alert.key()), std::nullopt);
    EXPECT_EQ(*store->alerts.find_parent(*alert.group_key()), std::nullopt);
    EXPECT_EQ(*store->alerts.find_oldest_open(acme, billing), std::nullopt);
    EXPECT_TRUE(store->alerts.open_of(acme, billing)->empty());
  }

  void expect_not_found(AlertId id) {
    const auto found = store->alerts.get(acme, id);
    ASSERT_FALSE(found);
    EXPECT_EQ(found.error().kind, ErrorKind::not_found);
  }

  std::vector<AlertId> open_of_billing() { return *store->alerts.open_of(acme, billing); }
};

TEST_P(AlertRepositoryContract, finds_what_the_unit_of_work_has_saved_and_every_later_one) {
  const auto alert = a_parent(1, "disk-1");

  keep([&](Store& inside) {
    inside.alerts.save(alert);
    expect_found(alert);
  });
  expect_found(alert);

  restart();
  expect_found(alert);
}

TEST_P(AlertRepositoryContract, finds_what_another_unit_of_work_of_the_batch_has_kept) {
  auto alert = a_parent(1, "disk-1");

  keep(saving(alert), [&](Store&) { expect_found(alert); });
}

TEST_P(AlertRepositoryContract, keeps_what_only_counts_as_well_as_what_changes_more) {
  auto alert = a_parent(1, "disk-1");
  keep(saving(alert));

  ++alert.event_count;
  alert.updated_at += 1s;
  keep(saving(alert));
  restart();
  expect_found(alert);

  ++alert.event_count;
  alert.summary = "worse";
  auto counted = alert;
  ++counted.child_count;
  keep(saving(alert), saving(counted));
  restart();
  expect_found(counted);
}

TEST_P(AlertRepositoryContract, forgets_what_is_rolled_back) {
  const auto alert = a_parent(1, "disk-1");

  ASSERT_TRUE(store->begin_batch());
  roll_back(saving(alert));
  expect_not_found(alert.id);
  expect_nothing_open(alert);
  ASSERT_TRUE(store->commit_batch());

  restart();
  expect_not_found(alert.id);
  expect_nothing_open(alert);
}

TEST_P(AlertRepositoryContract, shows_an_alert_as_it_was_when_a_change_of_it_is_rolled_back) {
  const auto alert = a_parent(1, "disk-1");
  keep(saving(alert));

  ASSERT_TRUE(store->begin_batch());
  roll_back(saving(a_resolved(alert)));
  expect_found(alert);
  ASSERT_TRUE(store->commit_batch());

  expect_found(alert);
}

TEST_P(AlertRepositoryContract, forgets_what_the_disk_has_refused) {
  const auto alert = a_parent(1, "disk-1");

  lose(saving(alert));
  expect_not_found(alert.id);
  expect_nothing_open(alert);

  keep(saving(alert));
  expect_found(alert);
  restart();
  expect_found(alert);
}

TEST_P(AlertRepositoryContract, shows_an_open_alert_still_when_the_disk_has_refused_its_resolve) {
  const auto alert = a_parent(1, "disk-1");
  keep(saving(alert));

  lose(saving(a_resolved(alert)));
  expect_found(alert);

  keep(saving(a_resolved(alert)));
  expect_nothing_open(alert);
  EXPECT_EQ(*store->alerts.get(acme, alert.id), a_resolved(alert));
}

TEST_P(AlertRepositoryContract, shows_a_resolved_alert_as_no_open_one_but_by_its_id) {
  const auto alert = a_parent(1, "disk-1");
  const auto resolved = a_resolved(alert);
  keep(saving(alert));

  keep([&](Store& inside) {
    inside.alerts.save(resolved);
    expect_nothing_open(alert);
    EXPECT_EQ(*store->alerts.get(acme, alert.id), resolved);
  });
  expect_nothing_open(alert);
  EXPECT_EQ(*store->alerts.get(acme, alert.id), resolved);
  EXPECT_EQ(store->alerts.size(), 0U);

  restart();
  expect_nothing_open(alert);
  EXPECT_EQ(*store->alerts.get(acme, alert.id), resolved);
}

TEST_P(AlertRepositoryContract, keeps_an_alert_that_is_opened_and_resolved_in_one_batch) {
  const auto alert = a_parent(1, "disk-1");

  keep(saving(alert), saving(a_resolved(alert)));

  expect_nothing_open(alert);
  restart();
  EXPECT_EQ(*store->alerts.get(acme, alert.id), a_resolved(alert));
}

TEST_P(AlertRepositoryContract, finds_the_next_alert_of_a_key_after_the_first_is_resolved) {
  const auto first = a_parent(1, "disk-1");
  const auto second = a_parent(2, "disk-1");
  keep(saving(first));

  keep([&](Store& inside) {
    inside.alerts.save(a_resolved(first));
    inside.alerts.save(second);
  });

  expect_found(second);
  restart();
  expect_found(second);
}

TEST_P(AlertRepositoryContract, finds_the_newest_parent_of_a_group) {
  const auto older = a_parent(1, "disk-1");
  const auto newer = a_parent(2, "disk-2");
  keep(saving(older));

  keep([&](Store& inside) {
    inside.alerts.save(newer);
    EXPECT_EQ(*inside.alerts.find_parent(the_group()), newer);
  });
  keep([&](Store& inside) {
    inside.alerts.save(older);
    EXPECT_EQ(*inside.alerts.find_parent(the_group()), newer);
  });
  EXPECT_EQ(*store->alerts.find_parent(the_group()), newer);
  restart();
  EXPECT_EQ(*store->alerts.find_parent(the_group()), newer);

  keep(saving(a_resolved(older)));
  EXPECT_EQ(*store->alerts.find_parent(the_group()), newer);
}

TEST_P(AlertRepositoryContract, has_the_alerts_of_a_service_in_the_order_of_their_opening) {
  keep(saving(an_alert_with_key(1)), saving(an_alert_with_key(2)));
  keep(saving(an_alert_with_key(3)), saving(an_alert_with_key(4)));
  EXPECT_EQ(open_of_billing(), ids({1, 2, 3, 4}));

  keep(saving(a_resolved(an_alert_with_key(2))));
  EXPECT_EQ(open_of_billing(), ids({1, 3, 4}));
  keep(saving(a_resolved(an_alert_with_key(1))), saving(an_alert_with_key(5)));
  EXPECT_EQ(open_of_billing(), ids({3, 4, 5}));
  EXPECT_EQ((*store->alerts.find_oldest_open(acme, billing))->id, alert_id(3));

  restart();
  EXPECT_EQ(open_of_billing(), ids({3, 4, 5}));
  keep(saving(a_resolved(an_alert_with_key(5))), saving(an_alert_with_key(6)));
  EXPECT_EQ(open_of_billing(), ids({3, 4, 6}));
}

TEST_P(AlertRepositoryContract, counts_what_the_unit_of_work_has_opened_to_the_service) {
  keep(saving(an_alert_with_key(1)));

  keep([&](Store& inside) {
    inside.alerts.save(a_resolved(an_alert_with_key(1)));
    inside.alerts.save(an_alert_with_key(2));
    EXPECT_EQ(open_of_billing(), ids({2}));
    EXPECT_EQ((*inside.alerts.find_oldest_open(acme, billing))->id, alert_id(2));
  });
}

TEST_P(AlertRepositoryContract, finds_an_open_alert_of_an_event_manager_as_long_as_there_is_one) {
  const auto first = a_parent(1, "disk-1");
  auto second = a_parent(2, "disk-2");
  second.service = {};
  const auto found = [&] { return *store->alerts.find_open_of(acme, payments); };
  EXPECT_EQ(found(), std::nullopt);

  keep([&](Store& inside) {
    inside.alerts.save(first);
    EXPECT_EQ(found(), first.id);
    inside.alerts.save(second);
  });
  keep([&](Store& inside) {
    inside.alerts.save(a_resolved(first));
    EXPECT_EQ(found(), second.id);
  });
  restart();
  EXPECT_EQ(found(), second.id);
  EXPECT_EQ(*store->alerts.find_open_of({"other"}, payments), std::nullopt);
  EXPECT_EQ(*store->alerts.find_open_of(acme, {"payment"}), std::nullopt);

  keep([&](Store& inside) {
    inside.alerts.save(a_resolved(second));
    EXPECT_EQ(found(), std::nullopt);
  });
  EXPECT_EQ(found(), std::nullopt);
}

TEST_P(AlertRepositoryContract, keeps_tenants_and_services_and_keys_apart) {
  const auto alert = a_parent(1, "disk-1");
  keep(saving(alert));

  EXPECT_FALSE(store->alerts.get({"other"}, alert.id));
  EXPECT_EQ(*store->alerts.find_open({"other", payments.value, {}, "disk-1"}), std::nullopt);
  EXPECT_EQ(*store->alerts.find_open({acme.value, "shipping", {}, "disk-1"}), std::nullopt);
  EXPECT_EQ(*store->alerts.find_open({acme.value, payments.value, {}, "disk-2"}), std::nullopt);
  EXPECT_EQ(*store->alerts.find_open({acme.value, {}, billing.value, "disk-1"}), std::nullopt);
  EXPECT_EQ(*store->alerts.find_parent({"other", payments.value, "class", "disk"}), std::nullopt);
  EXPECT_EQ(*store->alerts.find_parent({acme.value, payments.value, "class", "cpu"}), std::nullopt);
  EXPECT_EQ(*store->alerts.find_parent({acme.value, payments.value, "host", "disk"}), std::nullopt);
  EXPECT_TRUE(store->alerts.open_of({"other"}, billing)->empty());
  EXPECT_TRUE(store->alerts.open_of(acme, {"shipping"})->empty());
}

TEST_P(AlertRepositoryContract, holds_thousands_that_come_and_go) {
  constexpr std::uint64_t all = 3000;
  ASSERT_TRUE(store->begin_batch());
  for (std::uint64_t n = 1; n <= all; ++n)
    commit(saving(an_alert_with_key(n)));
  for (std::uint64_t n = 1; n <= all; ++n) {
    if (n % 3 != 0) commit(saving(a_resolved(an_alert_with_key(n))));
  }
  ASSERT_TRUE(store->commit_batch());
  restart();

  ASSERT_EQ(store->alerts.size(), all / 3);
  for (std::uint64_t n = 1; n <= all; ++n) {
    const bool is_open = (*store->alerts.find_open(an_alert_with_key(n).key())).has_value();
    ASSERT_EQ(is_open, n % 3 == 0) << n;
  }
}

INSTANTIATE_TEST_SUITE_P(Kept, AlertRepositoryContract, every_disk(), name_of_disk);

}  // namespace
}  // namespace tocsin::tests
