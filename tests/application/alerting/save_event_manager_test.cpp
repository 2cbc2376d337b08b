#include "application/alerting/save_event_manager.hpp"

#include "tests/builders/alerting.hpp"
#include "tests/fakes/watched.hpp"
#include "tests/worlds/configuring.hpp"

namespace tocsin::tests {
namespace {

using namespace std::chrono_literals;
using application::Existing;
using domain::EventManager;
using trompeloeil::_;

class SaveEventManagerTest : public Configuring {
 protected:
  SaveEventManagerTest() {
    grouping_rules.save(rule_by_class());
    services.save(service_of(billing));
  }

  WatchedCatalogue<EventManager> watched{managers};
  application::SaveEventManager save{
      {alerts, watched, grouping_rules, early_resolves, receipts, services, outbox},
      around};
};

TEST_F(SaveEventManagerTest, what_tocsin_itself_finds_by_is_nobody_elses) {
  FORBID_CALL(watched, save(_));

  then_it_failed(
      save.handle({manager_of({"tocsin"}), Existing::refuse}), ErrorKind::invalid, "/id");
}

TEST_F(SaveEventManagerTest, a_new_manager_is_dated_and_kept) {
  auto dated = manager_of(ops, billing);
  dated.created_at = clock.now();
  dated.updated_at = clock.now();
  REQUIRE_CALL(watched, save(dated));

  const auto saved = save.handle({manager_of(ops, billing), Existing::refuse});

  ASSERT_TRUE(saved);
  EXPECT_TRUE(saved->created);
  EXPECT_EQ(saved->entity, dated);
  EXPECT_EQ(work.end, End::committed);
}

TEST_F(SaveEventManagerTest, a_manager_needs_no_service) {
  REQUIRE_CALL(watched, save(_)).WITH(_1.service.empty());

  EXPECT_TRUE(save.handle({manager_of(ops), Existing::refuse}));
}

TEST_F(SaveEventManagerTest, a18_a_replaced_manager_keeps_nothing_but_when_it_was_made) {
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
  EXPECT_EQ(**managers.find(acme, ops), after->entity);
}

TEST_F(SaveEventManagerTest, an_id_that_is_taken_is_a_conflict_at_that_field) {
  managers.save(manager_of(ops));
  FORBID_CALL(watched, save(_));

  then_it_failed(save.handle({manager_of(ops), Existing::refuse}), ErrorKind::conflict, "/id");
}

TEST_F(SaveEventManagerTest, a_grouping_rule_that_is_not_there_is_invalid_at_that_field) {
  grouping_rules.remove(acme, by_class);
  FORBID_CALL(watched, save(_));

  then_it_failed(
      save.handle({manager_of(ops), Existing::refuse}), ErrorKind::invalid, "/grouping_rule_id");
}

TEST_F(SaveEventManagerTest, a_service_that_is_not_there_is_invalid_at_that_field) {
  FORBID_CALL(watched, save(_));

  then_it_failed(save.handle({manager_of(ops, {"shipping"}), Existing::refuse}),
                 ErrorKind::invalid,
                 "/service_id");
}

TEST_F(SaveEventManagerTest, a_rule_of_another_tenant_is_not_there) {
  auto draft = manager_of(ops);
  draft.tenant = {"other"};
  FORBID_CALL(watched, save(_));

  then_it_failed(save.handle({draft, Existing::refuse}), ErrorKind::invalid, "/grouping_rule_id");
}

TEST_F(SaveEventManagerTest, fails_when_the_managers_cannot_be_read) {
  managers.is_gone = true;
  FORBID_CALL(watched, save(_));

  then_the_store_was_gone(save.handle({manager_of(ops), Existing::replace}));
}

TEST_F(SaveEventManagerTest, fails_when_the_rules_cannot_be_read) {
  grouping_rules.is_gone = true;
  FORBID_CALL(watched, save(_));

  then_the_store_was_gone(save.handle({manager_of(ops), Existing::replace}));
}

TEST_F(SaveEventManagerTest, fails_when_the_services_cannot_be_read) {
  services.is_gone = true;
  FORBID_CALL(watched, save(_));

  then_the_store_was_gone(save.handle({manager_of(ops, billing), Existing::replace}));
}

TEST_F(SaveEventManagerTest, says_when_it_could_not_be_kept) {
  managers.save(manager_of(ops));
  work.refuses = true;

  then_it_was_not_kept(save.handle({manager_of(ops), Existing::replace}));
}

}  // namespace
}  // namespace tocsin::tests
