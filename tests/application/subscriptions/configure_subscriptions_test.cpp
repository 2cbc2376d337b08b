#include "application/subscriptions/add_subscription.hpp"
#include "tests/builders/subscriptions.hpp"
#include "tests/worlds/configuring.hpp"

namespace tocsin::tests {
namespace {

using namespace std::chrono_literals;
using application::ChangeSubscription;
using domain::AlertPattern;

class ConfigureSubscriptionsTest : public Configuring {
 protected:
  ConfigureSubscriptionsTest() {
    clients.save(a_client(globex));
    clients.save(a_client(initech));
  }

  // As a caller drafts it: without an id.
  static domain::Subscription draft(AlertPattern pattern, domain::ClientId client = globex) {
    auto subscription = subscription_of(std::move(client), 0, std::move(pattern));
    subscription.id = {};
    return subscription;
  }

  domain::Subscription given(AlertPattern pattern, domain::ClientId client = globex) {
    const auto added = add.handle(draft(std::move(pattern), std::move(client)));
    EXPECT_TRUE(added);
    return *added;
  }

  static ChangeSubscription::Command change_of(const domain::Subscription& subscription) {
    return {acme, subscription.id, {}, {}, subscription.version};
  }

  domain::Subscription kept(const domain::SubscriptionId& id) {
    return **subscriptions.find(acme, id);
  }

  std::size_t matched(const AlertPattern& alert) {
    return subscriptions.match(acme, alert.severity, alert.source, alert.name)->size();
  }

  application::AddSubscription& add = subscribing.add_subscription;
  ChangeSubscription& change_subscription = subscribing.change_subscription;
  application::RemoveSubscription& remove = subscribing.remove_subscription;
};

TEST_F(ConfigureSubscriptionsTest, a_new_subscription_has_an_id_its_endpoints_and_version_1) {
  auto wanted = draft(exactly);
  wanted.endpoints = {hook(0, "one"), hook(0, "two")};

  const auto added = add.handle(wanted);

  ASSERT_TRUE(added);
  EXPECT_EQ(added->id, subscription_id(1));
  EXPECT_EQ(added->version, 1U);
  EXPECT_TRUE(added->enabled);
  EXPECT_EQ(added->created_at, clock.now());
  EXPECT_EQ(added->updated_at, clock.now());
  ASSERT_EQ(added->endpoints.size(), 2U);
  EXPECT_EQ(added->endpoints[0].id, endpoint_id(2));
  EXPECT_EQ(added->endpoints[1].id, endpoint_id(3));
  EXPECT_EQ(added->endpoints[0].created_at, clock.now());
  EXPECT_EQ(added->endpoints[0].updated_at, clock.now());
  EXPECT_EQ(kept(added->id), *added);
  EXPECT_EQ(matched(exactly), 1U);
  EXPECT_EQ(work.end, End::committed);
}

TEST_F(ConfigureSubscriptionsTest, l3_to_subscribe_to_everything_is_invalid) {
  then_it_failed(add.handle(draft({})), ErrorKind::invalid, "");
  EXPECT_TRUE(subscriptions.kept.empty());

  auto change = change_of(given(exactly));
  change.pattern = AlertPattern{};
  then_it_failed(change_subscription.handle(change), ErrorKind::invalid, "");
}

TEST_F(ConfigureSubscriptionsTest, l3_the_same_subscription_twice_is_a_conflict) {
  for (const AlertPattern& pattern : {exactly, AlertPattern{"", "test-source", ""}}) {
    given(pattern);
    then_it_failed(add.handle(draft(pattern)), ErrorKind::conflict, "");
  }
  EXPECT_EQ(subscriptions.kept.size(), 2U);
  EXPECT_TRUE(add.handle(draft(exactly, initech)));
}

TEST_F(ConfigureSubscriptionsTest, l3_to_change_it_into_another_one_is_a_conflict) {
  given({"HIGH", "", ""});
  const auto other = given(exactly);
  auto change = change_of(other);
  change.pattern = AlertPattern{"HIGH", "", ""};

  then_it_failed(change_subscription.handle(change), ErrorKind::conflict, "");
  EXPECT_EQ(kept(other.id), other);
}

TEST_F(ConfigureSubscriptionsTest, l3_an_unknown_client_is_not_found_at_that_field) {
  then_it_failed(add.handle(draft(exactly, {"nobody"})), ErrorKind::not_found, "/client_id");
}

TEST_F(ConfigureSubscriptionsTest, l4_a_stale_version_is_a_conflict_and_changes_nothing) {
  const auto first = given(exactly);
  auto change = change_of(first);
  change.pattern = AlertPattern{"HIGH", "", ""};
  ASSERT_TRUE(change_subscription.handle(change));
  const auto current = kept(first.id);
  EXPECT_EQ(current.version, 2U);

  change.pattern = AlertPattern{"CRITICAL", "", ""};
  const auto refused = change_subscription.handle(change);

  then_it_failed(refused, ErrorKind::conflict, "/version");
  EXPECT_EQ(refused.error().message, "rule version mismatch: expected version 2");
  EXPECT_EQ(kept(first.id), current);
}

TEST_F(ConfigureSubscriptionsTest, a_change_is_made_whatever_the_version_when_none_is_given) {
  auto change = change_of(given(exactly));
  change.version = {};
  change.pattern = exactly;  // the same: that is no conflict with itself
  clock.advance(1h);

  const auto changed = change_subscription.handle(change);

  ASSERT_TRUE(changed);
  EXPECT_EQ(changed->version, 2U);
  EXPECT_EQ(changed->updated_at, clock.now());
  EXPECT_EQ(work.end, End::committed);
}

TEST_F(ConfigureSubscriptionsTest, a_changed_pattern_is_in_force_and_the_old_one_is_not) {
  auto change = change_of(given(exactly));
  change.pattern = AlertPattern{"HIGH", "", ""};

  ASSERT_TRUE(change_subscription.handle(change));

  EXPECT_EQ(matched(exactly), 0U);
  EXPECT_EQ(matched({"HIGH", "db", "slow"}), 1U);
}

TEST_F(ConfigureSubscriptionsTest, l4_it_matches_nothing_while_it_is_switched_off) {
  auto change = change_of(given(exactly));
  change.enabled = false;
  const auto off = change_subscription.handle(change);
  ASSERT_TRUE(off);
  EXPECT_EQ(matched(exactly), 0U);

  change = change_of(*off);
  change.enabled = true;
  ASSERT_TRUE(change_subscription.handle(change));
  EXPECT_EQ(matched(exactly), 1U);
}

TEST_F(ConfigureSubscriptionsTest, a_subscription_is_removed) {
  const auto added = given(exactly);

  ASSERT_TRUE(remove.handle({acme, added.id}));

  EXPECT_TRUE(subscriptions.kept.empty());
  EXPECT_EQ(matched(exactly), 0U);
  EXPECT_EQ(work.end, End::committed);
}

TEST_F(ConfigureSubscriptionsTest, an_unknown_subscription_is_not_found) {
  then_it_failed(change_subscription.handle({acme, subscription_id(404), {}, true, {}}),
                 ErrorKind::not_found,
                 "");
  then_it_failed(remove.handle({acme, subscription_id(404)}), ErrorKind::not_found, "");
}

TEST_F(ConfigureSubscriptionsTest, a_subscription_of_another_tenant_is_not_found) {
  const auto added = given(exactly);

  then_it_failed(remove.handle({{"other"}, added.id}), ErrorKind::not_found, "");
}

TEST_F(ConfigureSubscriptionsTest, fails_when_the_clients_cannot_be_read) {
  clients.is_gone = true;

  then_the_store_was_gone(add.handle(draft(exactly)));
}

TEST_F(ConfigureSubscriptionsTest, fails_when_the_subscriptions_cannot_be_read) {
  const auto added = given(exactly);
  subscriptions.same_is_gone = true;
  then_the_store_was_gone(add.handle(draft({"HIGH", "", ""})));
  then_the_store_was_gone(change_subscription.handle(change_of(added)));

  subscriptions.is_gone = true;
  then_the_store_was_gone(change_subscription.handle(change_of(added)));
  then_the_store_was_gone(remove.handle({acme, added.id}));
}

TEST_F(ConfigureSubscriptionsTest, says_when_it_could_not_be_kept) {
  const auto added = given(exactly);
  work.refuses = true;

  then_it_was_not_kept(add.handle(draft({"HIGH", "", ""})));
  then_it_was_not_kept(change_subscription.handle({acme, added.id, {}, false, {}}));
  then_it_was_not_kept(remove.handle({acme, added.id}));
}

}  // namespace
}  // namespace tocsin::tests
