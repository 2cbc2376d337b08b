#include "application/alerting/remove_event_manager.hpp"

#include "tests/builders/alerting.hpp"
#include "tests/fakes/watched.hpp"
#include "tests/worlds/configuring.hpp"

namespace tocsin::tests {
namespace {

using trompeloeil::_;

class RemoveEventManagerTest : public Configuring {
 protected:
  RemoveEventManagerTest() { managers.save(manager_of(ops)); }

  WatchedCatalogue<domain::EventManager> watched{managers};
  application::RemoveEventManager remove{
      {alerts, watched, grouping_rules, early_resolves, receipts, services, outbox},
      around};
};

TEST_F(RemoveEventManagerTest, a_manager_is_removed) {
  REQUIRE_CALL(watched, remove(acme, ops));

  ASSERT_TRUE(remove.handle({acme, ops}));

  EXPECT_EQ(work.end, End::committed);
}

TEST_F(RemoveEventManagerTest, a_manager_that_an_open_alert_needs_is_not_removed) {
  const auto alert = open_alert(alert_id(7), triggered("disk"), {}, clock.now());
  alerts.save(alert);
  FORBID_CALL(watched, remove(_, _));

  const auto removed = remove.handle({acme, ops});

  then_it_failed(removed, ErrorKind::conflict, "");
  EXPECT_EQ(removed.error().message,
            "event manager \"ops\" is in use by alert " + to_text(alert.id));
}

TEST_F(RemoveEventManagerTest, a_manager_whose_last_open_alert_is_a_child_is_not_removed) {
  auto parent = open_alert(alert_id(7), triggered("disk"), billing, clock.now());
  auto child = open_alert(alert_id(8), triggered("cpu"), billing, clock.now());
  parent.adopt(child);
  child.acknowledge("alice", clock.now());
  alerts.save(child);
  FORBID_CALL(watched, remove(_, _));

  then_it_failed(remove.handle({acme, ops}), ErrorKind::conflict, "");
}

TEST_F(RemoveEventManagerTest, a_manager_is_removed_once_its_alerts_are_resolved) {
  auto resolved = open_alert(alert_id(7), triggered("disk"), {}, clock.now());
  resolved.resolve("alice", clock.now());
  alerts.save(resolved);
  REQUIRE_CALL(watched, remove(acme, ops));

  ASSERT_TRUE(remove.handle({acme, ops}));

  EXPECT_EQ(alerts.kept.at(resolved.id), resolved);
  EXPECT_TRUE(timeline.kept.empty());
  EXPECT_TRUE(outbox.added.empty());
}

TEST_F(RemoveEventManagerTest, alerts_of_other_managers_and_tenants_do_not_keep_a_manager) {
  auto of_another = open_alert(alert_id(7), triggered("disk"), {}, clock.now());
  of_another.manager = payments;
  alerts.save(of_another);
  auto elsewhere = open_alert(alert_id(8), triggered("disk"), {}, clock.now());
  elsewhere.tenant = {"other"};
  alerts.save(elsewhere);
  REQUIRE_CALL(watched, remove(acme, ops));

  EXPECT_TRUE(remove.handle({acme, ops}));
}

TEST_F(RemoveEventManagerTest, there_is_nothing_to_remove_under_an_unknown_id) {
  FORBID_CALL(watched, remove(_, _));

  then_it_failed(remove.handle({acme, payments}), ErrorKind::not_found, "");
}

TEST_F(RemoveEventManagerTest, a_manager_of_another_tenant_is_not_there) {
  FORBID_CALL(watched, remove(_, _));

  then_it_failed(remove.handle({{"other"}, ops}), ErrorKind::not_found, "");
}

TEST_F(RemoveEventManagerTest, fails_when_the_managers_cannot_be_read) {
  managers.is_gone = true;
  FORBID_CALL(watched, remove(_, _));

  then_the_store_was_gone(remove.handle({acme, ops}));
}

TEST_F(RemoveEventManagerTest, fails_when_the_alerts_cannot_be_read) {
  alerts.is_gone = FakeAlerts::Read::find_open_of;
  FORBID_CALL(watched, remove(_, _));

  then_the_store_was_gone(remove.handle({acme, ops}));
}

TEST_F(RemoveEventManagerTest, says_when_it_could_not_be_kept) {
  work.refuses = true;

  then_it_was_not_kept(remove.handle({acme, ops}));
}

}  // namespace
}  // namespace tocsin::tests
