#include "adapters/writer/readers.hpp"

#include "tests/worlds/pumps.hpp"

namespace tocsin::tests {
namespace {

using namespace domain;
namespace writer_adapter = adapters::writer;

// A writer with its thread over a working set.
struct ReadersTest : testing::Test {
  ReadersTest() {
    EXPECT_TRUE(store.open());
    EXPECT_TRUE(store.begin_batch());
    store.begin();
    store.outbox.add(a_page(1));
    Subscription subscription;
    subscription.tenant = acme;
    subscription.id = {CountingIds::nth(1)};
    subscription.client = {"team-a"};
    subscription.pattern.severity = "HIGH";
    subscription.endpoints = {
        {{CountingIds::nth(2)}, Channel::email, "a@acme.example", true, {}, {}}};
    store.subscriptions.save(subscription);
    EXPECT_TRUE(store.commit());
    EXPECT_TRUE(store.commit_batch());
    writer.start();
  }

  FakeLedger ledger;
  adapters::memory::Store store{ledger, ledger, ledger, ledger, ledger};
  ManualClock clock;
  SilentLog log;
  writer_adapter::Writer writer{store, store, clock, log};
  writer_adapter::OutboxReader outbox{writer, store.outbox};
  writer_adapter::SubscriptionReader subscriptions{writer, store.subscriptions};
};

TEST_F(ReadersTest, show_a_notification_by_its_id) {
  EXPECT_EQ(*outbox.find_notification(acme, notification_id(1)), a_page(1));
  EXPECT_EQ(*outbox.find_notification(acme, notification_id(2)), std::nullopt);
  EXPECT_EQ(*outbox.find_notification({"other"}, notification_id(1)), std::nullopt);
}

TEST_F(ReadersTest, show_subscriptions) {
  const SubscriptionId id{CountingIds::nth(1)};
  const auto shown = subscriptions.look_up(acme, id);
  ASSERT_TRUE(shown);
  ASSERT_TRUE(*shown);
  EXPECT_EQ((*shown)->client, ClientId{"team-a"});
  EXPECT_EQ(*subscriptions.look_up({"other"}, id), nullptr);
  EXPECT_EQ(*subscriptions.look_up_endpoint(acme, {CountingIds::nth(2)}), *shown);
  EXPECT_EQ(*subscriptions.look_up_endpoint(acme, {CountingIds::nth(3)}), nullptr);

  const auto listed = subscriptions.list(acme, ClientId{"team-a"}, 0, 10);
  ASSERT_TRUE(listed);
  EXPECT_EQ(listed->entries, std::vector{*shown});
  EXPECT_EQ(listed->total, 1U);
  EXPECT_EQ(subscriptions.list(acme, std::nullopt, 1, 10)->total, 1U);
  EXPECT_EQ(subscriptions.list(acme, ClientId{"team-b"}, 0, 10)->total, 0U);
}

TEST_F(ReadersTest, say_so_when_nobody_looks_any_more) {
  writer.stop();

  for (const auto& refused : {outbox.find_notification(acme, notification_id(1)).error(),
                              subscriptions.look_up(acme, {}).error(),
                              subscriptions.look_up_endpoint(acme, {}).error(),
                              subscriptions.list(acme, std::nullopt, 0, 10).error()}) {
    EXPECT_EQ(refused.kind, ErrorKind::unavailable);
  }
}

}  // namespace
}  // namespace tocsin::tests
