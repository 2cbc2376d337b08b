#include "tests/contracts/working_set.hpp"

namespace tocsin::tests {
namespace {

using namespace std::chrono_literals;
using namespace domain;
using adapters::memory::Store;

EarlyResolve a_resolve(const std::string& dedup_key, Duration after = 0s) {
  return {acme, payments, dedup_key, start_of_test() + after - 1s, start_of_test() + after};
}

auto remembering(EarlyResolve resolve) {
  return [resolve = std::move(resolve)](Store& store) { store.early_resolves.remember(resolve); };
}

auto taking(const std::string& dedup_key) {
  return [dedup_key](Store& store) {
    EXPECT_TRUE(store.early_resolves.take(acme, payments, dedup_key));
  };
}

class EarlyResolvesContract : public WorkingSet {
 protected:
  // A look that changes nothing.
  std::optional<EarlyResolve> kept(const std::string& dedup_key) {
    store->begin();
    auto resolve = store->early_resolves.take(acme, payments, dedup_key);
    store->rollback();
    return resolve;
  }
};

TEST_P(EarlyResolvesContract, are_remembered_until_they_are_taken) {
  const auto resolve = a_resolve("disk");
  keep(remembering(resolve));
  EXPECT_EQ(kept("disk"), resolve);
  restart();
  EXPECT_EQ(kept("disk"), resolve);

  keep(taking("disk"));
  EXPECT_EQ(kept("disk"), std::nullopt);
  restart();
  EXPECT_EQ(kept("disk"), std::nullopt);
  EXPECT_EQ(store->early_resolves.size(), 0U);
}

TEST_P(EarlyResolvesContract, are_seen_at_once_and_taken_only_once_in_a_unit_of_work) {
  keep(remembering(a_resolve("disk")), [](Store& inside) {
    const auto newer = a_resolve("disk", 1s);
    inside.early_resolves.remember(newer);
    EXPECT_EQ(inside.early_resolves.take(acme, payments, "disk"), newer);
    EXPECT_EQ(inside.early_resolves.take(acme, payments, "disk"), std::nullopt);
  });

  EXPECT_EQ(kept("disk"), std::nullopt);
}

TEST_P(EarlyResolvesContract, keep_the_latest_of_a_key) {
  keep(remembering(a_resolve("disk")));
  const auto later = a_resolve("disk", 1min);
  keep(remembering(a_resolve("disk", 30s)), remembering(later));

  EXPECT_EQ(kept("disk"), later);
  restart();
  EXPECT_EQ(kept("disk"), later);
  EXPECT_EQ(store->early_resolves.size(), 1U);
}

TEST_P(EarlyResolvesContract, are_told_apart_by_tenant_and_manager_and_key) {
  keep(remembering(a_resolve("disk")));

  store->begin();
  EXPECT_FALSE(store->early_resolves.take({"other"}, payments, "disk"));
  EXPECT_FALSE(store->early_resolves.take(acme, {"shipping"}, "disk"));
  EXPECT_FALSE(store->early_resolves.take(acme, payments, "cpu"));
  store->rollback();
}

TEST_P(EarlyResolvesContract, are_as_before_after_a_rollback) {
  keep(remembering(a_resolve("disk")));

  ASSERT_TRUE(store->begin_batch());
  roll_back([](Store& inside) {
    taking("disk")(inside);
    inside.early_resolves.remember(a_resolve("cpu"));
  });
  ASSERT_TRUE(store->commit_batch());

  for (int run = 0; run < 2; ++run, restart()) {
    EXPECT_EQ(kept("disk"), a_resolve("disk"));
    EXPECT_EQ(kept("cpu"), std::nullopt);
  }
}

TEST_P(EarlyResolvesContract, are_as_before_when_the_disk_has_refused) {
  keep(remembering(a_resolve("disk")));

  lose(taking("disk"), remembering(a_resolve("cpu")));
  EXPECT_EQ(kept("disk"), a_resolve("disk"));
  EXPECT_EQ(kept("cpu"), std::nullopt);

  keep(remembering(a_resolve("cpu")));
  for (int run = 0; run < 2; ++run, restart()) {
    EXPECT_EQ(kept("disk"), a_resolve("disk"));
    EXPECT_EQ(kept("cpu"), a_resolve("cpu"));
  }
}

TEST_P(EarlyResolvesContract, are_forgotten_when_their_time_is_over) {
  keep(remembering(a_resolve("old-1")), remembering(a_resolve("old-2", 1s)));
  restart();
  keep(remembering(a_resolve("young", 4min)));
  EXPECT_EQ(store->early_resolves.size(), 3U);

  keep(remembering(a_resolve("new", 6min)));

  for (int run = 0; run < 2; ++run, restart()) {
    EXPECT_EQ(store->early_resolves.size(), 2U);
    EXPECT_EQ(kept("old-1"), std::nullopt);
    EXPECT_EQ(kept("young"), a_resolve("young", 4min));
    EXPECT_EQ(kept("new"), a_resolve("new", 6min));
  }
}

TEST_P(EarlyResolvesContract, do_not_grow_for_ever) {
  for (int minute = 0; minute < 100; ++minute) {
    ASSERT_TRUE(store->begin_batch());
    for (int n = 0; n < 10; ++n) {
      const auto key = std::to_string(minute) + "/" + std::to_string(n);
      commit(remembering(a_resolve(key, std::chrono::minutes{minute})));
    }
    ASSERT_TRUE(store->commit_batch());
  }

  EXPECT_LE(store->early_resolves.size(), 60U);
}

EventReceipt a_receipt(const std::string& event_id) {
  return {
      acme, event_id, {EventOutcome::joined, alert_id(4), AlertType::child}, start_of_test() + 1s};
}

auto adding(EventReceipt receipt) {
  return [receipt = std::move(receipt)](Store& store) { store.receipts.add(receipt); };
}

class EventReceiptsContract : public WorkingSet {
 protected:
  // Inside a batch, where alone it is asked for.
  std::optional<EventReceipt> found(const std::string& event_id, const TenantId& tenant = acme) {
    const auto receipt = store->receipts.find(tenant, event_id);
    EXPECT_TRUE(receipt);
    return *receipt;
  }

  std::optional<EventReceipt> found_later(const std::string& event_id,
                                          const TenantId& tenant = acme) {
    EXPECT_TRUE(store->begin_batch());
    auto receipt = found(event_id, tenant);
    EXPECT_TRUE(store->commit_batch());
    return receipt;
  }
};

TEST_P(EventReceiptsContract, are_found_at_once_and_by_every_later_unit_of_work) {
  keep(
      [this](Store& inside) {
        inside.receipts.add(a_receipt("e1"));
        EXPECT_EQ(found("e1"), a_receipt("e1"));
      },
      [this](Store&) { EXPECT_EQ(found("e1"), a_receipt("e1")); });

  EXPECT_EQ(found_later("e1"), a_receipt("e1"));
  restart();
  EXPECT_EQ(found_later("e1"), a_receipt("e1"));
  EXPECT_EQ(found_later("e2"), std::nullopt);
  EXPECT_EQ(found_later("e1", {"other"}), std::nullopt);
}

TEST_P(EventReceiptsContract, are_not_found_when_they_were_rolled_back) {
  ASSERT_TRUE(store->begin_batch());
  roll_back(adding(a_receipt("e1")));
  EXPECT_EQ(found("e1"), std::nullopt);
  commit([](Store&) {});
  ASSERT_TRUE(store->commit_batch());

  EXPECT_EQ(found_later("e1"), std::nullopt);
  restart();
  EXPECT_EQ(found_later("e1"), std::nullopt);
}

TEST_P(EventReceiptsContract, are_not_found_when_the_disk_has_refused_them) {
  keep(adding(a_receipt("e1")));

  lose(adding(a_receipt("e2")));
  EXPECT_EQ(found_later("e1"), a_receipt("e1"));
  EXPECT_EQ(found_later("e2"), std::nullopt);

  keep(adding(a_receipt("e2")));
  restart();
  EXPECT_EQ(found_later("e2"), a_receipt("e2"));
}

INSTANTIATE_TEST_SUITE_P(Kept, EarlyResolvesContract, every_disk(), name_of_disk);
INSTANTIATE_TEST_SUITE_P(Kept, EventReceiptsContract, every_disk(), name_of_disk);

}  // namespace
}  // namespace tocsin::tests
