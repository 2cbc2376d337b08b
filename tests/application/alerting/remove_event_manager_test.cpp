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

TEST_F(RemoveEventManagerTest, its_alerts_stay_as_they_are) {
  auto alert = an_alert();
  alert.manager = ops;
  alerts.save(alert);

  ASSERT_TRUE(remove.handle({acme, ops}));

  EXPECT_EQ(alerts.kept.at(alert.id), alert);
  EXPECT_TRUE(timeline.kept.empty());
  EXPECT_TRUE(outbox.added.empty());
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

TEST_F(RemoveEventManagerTest, says_when_it_could_not_be_kept) {
  work.refuses = true;

  then_it_was_not_kept(remove.handle({acme, ops}));
}

}  // namespace
}  // namespace tocsin::tests
