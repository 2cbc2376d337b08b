#include "application/alerting/save_event_manager.hpp"
#include "tests/builders/alerting.hpp"
#include "tests/worlds/configuring.hpp"

namespace tocsin::tests {
namespace {

using namespace std::chrono_literals;
using application::Existing;

class ConfigureEventManagersTest : public Configuring {
 protected:
  ConfigureEventManagersTest() {
    grouping_rules.save(rule_by_class());
    services.save(service_of(billing));
  }

  application::SaveEventManager& save = alerting.save_event_manager;
  application::RemoveEventManager& remove = alerting.remove_event_manager;
};

TEST_F(ConfigureEventManagersTest, what_tocsin_itself_finds_by_is_nobody_elses) {
  then_it_failed(
      save.handle({manager_of({"tocsin"}), Existing::refuse}), ErrorKind::invalid, "/id");
}

TEST_F(ConfigureEventManagersTest, a_new_manager_is_dated_and_kept) {
  const auto saved = save.handle({manager_of(ops, billing), Existing::refuse});

  ASSERT_TRUE(saved);
  EXPECT_TRUE(saved->created);
  EXPECT_EQ(saved->entity.created_at, clock.now());
  EXPECT_EQ(**managers.find(acme, ops), saved->entity);
  EXPECT_EQ(work.end, End::committed);
}

TEST_F(ConfigureEventManagersTest, a18_a_replaced_manager_keeps_nothing_but_when_it_was_made) {
  const auto before = save.handle({manager_of(ops, billing), Existing::refuse});
  clock.advance(1h);
  auto draft = manager_of(ops);
  draft.webhook_url.clear();

  const auto after = save.handle({draft, Existing::replace});

  ASSERT_TRUE(before);
  ASSERT_TRUE(after);
  EXPECT_FALSE(after->created);
  EXPECT_EQ(after->entity.service, domain::ServiceId{});
  EXPECT_EQ(after->entity.webhook_url, "");
  EXPECT_EQ(after->entity.created_at, before->entity.created_at);
  EXPECT_EQ(after->entity.updated_at, clock.now());
}

TEST_F(ConfigureEventManagersTest, an_id_that_is_taken_is_a_conflict_at_that_field) {
  managers.save(manager_of(ops));

  then_it_failed(save.handle({manager_of(ops), Existing::refuse}), ErrorKind::conflict, "/id");
}

TEST_F(ConfigureEventManagersTest, a_grouping_rule_that_is_not_there_is_invalid_at_that_field) {
  grouping_rules.remove(acme, by_class);

  then_it_failed(
      save.handle({manager_of(ops), Existing::refuse}), ErrorKind::invalid, "/grouping_rule_id");
  EXPECT_TRUE(managers.kept.empty());
}

TEST_F(ConfigureEventManagersTest, a_service_that_is_not_there_is_invalid_at_that_field) {
  then_it_failed(save.handle({manager_of(ops, {"shipping"}), Existing::refuse}),
                 ErrorKind::invalid,
                 "/service_id");
  EXPECT_TRUE(managers.kept.empty());
}

TEST_F(ConfigureEventManagersTest, a_rule_of_another_tenant_is_not_there) {
  auto draft = manager_of(ops);
  draft.tenant = {"other"};

  then_it_failed(save.handle({draft, Existing::refuse}), ErrorKind::invalid, "/grouping_rule_id");
}

TEST_F(ConfigureEventManagersTest, a_manager_is_removed) {
  managers.save(manager_of(ops));

  ASSERT_TRUE(remove.handle({acme, ops}));

  EXPECT_TRUE(managers.kept.empty());
  EXPECT_EQ(work.end, End::committed);
}

TEST_F(ConfigureEventManagersTest, a_manager_that_an_open_alert_needs_is_not_removed) {
  managers.save(manager_of(ops));
  const auto alert = open_alert(alert_id(7), triggered("disk"), {}, clock.now());
  alerts.save(alert);

  const auto removed = remove.handle({acme, ops});

  ASSERT_FALSE(removed);
  then_it_failed(removed, ErrorKind::conflict, "");
  EXPECT_EQ(removed.error().message,
            "event manager \"ops\" is in use by alert " + to_text(alert.id));
  EXPECT_EQ(managers.kept.size(), 1U);
}

TEST_F(ConfigureEventManagersTest, a_manager_whose_last_open_alert_is_a_child_is_not_removed) {
  managers.save(manager_of(ops, billing));
  auto parent = open_alert(alert_id(7), triggered("disk"), billing, clock.now());
  auto child = open_alert(alert_id(8), triggered("cpu"), billing, clock.now());
  parent.adopt(child);
  child.acknowledge("alice", clock.now());
  alerts.save(child);

  then_it_failed(remove.handle({acme, ops}), ErrorKind::conflict, "");
}

TEST_F(ConfigureEventManagersTest, a_manager_is_removed_once_its_alerts_are_resolved) {
  managers.save(manager_of(ops));
  auto resolved = open_alert(alert_id(7), triggered("disk"), {}, clock.now());
  resolved.resolve("alice", clock.now());
  alerts.save(resolved);

  EXPECT_TRUE(remove.handle({acme, ops}));
}

TEST_F(ConfigureEventManagersTest, alerts_of_other_managers_and_tenants_do_not_keep_a_manager) {
  managers.save(manager_of(ops));
  auto of_another = open_alert(alert_id(7), triggered("disk"), {}, clock.now());
  of_another.manager = {"net"};
  alerts.save(of_another);
  auto elsewhere = open_alert(alert_id(8), triggered("disk"), {}, clock.now());
  elsewhere.tenant = {"other"};
  alerts.save(elsewhere);

  EXPECT_TRUE(remove.handle({acme, ops}));
}

TEST_F(ConfigureEventManagersTest, there_is_nothing_to_remove_under_an_unknown_id) {
  then_it_failed(remove.handle({acme, ops}), ErrorKind::not_found, "");
}

TEST_F(ConfigureEventManagersTest, fails_when_the_managers_cannot_be_read) {
  managers.is_gone = true;

  then_the_store_was_gone(save.handle({manager_of(ops), Existing::replace}));
  then_the_store_was_gone(remove.handle({acme, ops}));
}

TEST_F(ConfigureEventManagersTest, fails_when_the_alerts_cannot_be_read) {
  managers.save(manager_of(ops));
  alerts.is_gone = FakeAlerts::Read::find_open_of;

  then_the_store_was_gone(remove.handle({acme, ops}));
  EXPECT_EQ(managers.kept.size(), 1U);
}

TEST_F(ConfigureEventManagersTest, fails_when_the_rules_cannot_be_read) {
  grouping_rules.is_gone = true;

  then_the_store_was_gone(save.handle({manager_of(ops), Existing::replace}));
}

TEST_F(ConfigureEventManagersTest, fails_when_the_services_cannot_be_read) {
  services.is_gone = true;

  then_the_store_was_gone(save.handle({manager_of(ops, billing), Existing::replace}));
}

TEST_F(ConfigureEventManagersTest, says_when_it_could_not_be_kept) {
  managers.save(manager_of(ops));
  work.refuses = true;

  then_it_was_not_kept(save.handle({manager_of(ops), Existing::replace}));
  then_it_was_not_kept(remove.handle({acme, ops}));
}

}  // namespace
}  // namespace tocsin::tests
