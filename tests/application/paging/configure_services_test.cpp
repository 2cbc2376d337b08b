#include "application/paging/save_service.hpp"
#include "tests/builders/alerting.hpp"
#include "tests/builders/paging.hpp"
#include "tests/fakes/mocks/workflows.hpp"
#include "tests/worlds/configuring.hpp"

namespace tocsin::tests {
namespace {

using namespace std::chrono_literals;
using application::Existing;
using Read = FakeAlerts::Read;
using trompeloeil::_;
using WorkflowList = std::vector<ports::Workflows::Entry>;

class ConfigureServicesTest : public Configuring {
 protected:
  ConfigureServicesTest() { policies.save(alice_then_bob()); }

  // An alert of the service that is open, and holds its outage.
  domain::Alert given_an_outage() {
    const auto alert = open_alert({CountingIds::nth(1)}, triggered("disk"), billing, clock.now());
    alerts.save(alert);
    auto service = service_of(billing, on_call);
    service.outage = alert.id;
    services.save(service);
    return alert;
  }

  WorkflowList known_workflows;
  std::unique_ptr<trompeloeil::expectation> may_list =
      NAMED_ALLOW_CALL(workflows, list(acme)).LR_RETURN(known_workflows);
  application::SaveService& save = paging.save_service;
  application::RemoveService& remove = paging.remove_service;
};

TEST_F(ConfigureServicesTest, a_new_service_is_healthy_dated_and_kept) {
  const auto saved = save.handle({service_of(billing, on_call), Existing::refuse});

  ASSERT_TRUE(saved);
  EXPECT_TRUE(saved->created);
  EXPECT_EQ(saved->entity.health(), domain::Health::healthy);
  EXPECT_EQ(saved->entity.created_at, clock.now());
  EXPECT_EQ(**services.find(acme, billing), saved->entity);
  EXPECT_EQ(work.end, End::committed);
}

TEST_F(ConfigureServicesTest, a_service_may_have_no_policy) {
  EXPECT_TRUE(save.handle({service_of(billing), Existing::refuse}));
}

TEST_F(ConfigureServicesTest, a_replaced_service_keeps_its_health) {
  const auto alert = given_an_outage();
  clock.advance(1h);

  const auto saved = save.handle({service_of(billing), Existing::replace});

  ASSERT_TRUE(saved);
  EXPECT_FALSE(saved->created);
  EXPECT_EQ(saved->entity.outage, alert.id);
  EXPECT_EQ(saved->entity.policy, domain::EscalationPolicyId{});
  EXPECT_EQ(saved->entity.updated_at, clock.now());
}

TEST_F(ConfigureServicesTest, an_id_that_is_taken_is_a_conflict_at_that_field) {
  given_an_outage();

  then_it_failed(save.handle({service_of(billing), Existing::refuse}), ErrorKind::conflict, "/id");
}

TEST_F(ConfigureServicesTest, a_policy_that_is_not_there_is_invalid_at_that_field) {
  then_it_failed(save.handle({service_of(billing, {"nobody"}), Existing::refuse}),
                 ErrorKind::invalid,
                 "/escalation_policy_id");
  EXPECT_TRUE(services.kept.empty());
}

TEST_F(ConfigureServicesTest, a_service_may_depend_on_others_that_are_there) {
  services.save(service_of({"database"}));
  auto service = service_of(billing);
  service.depends_on = {{"database"}};

  EXPECT_TRUE(save.handle({service, Existing::refuse}));

  service.depends_on = {{"database"}, {"cache"}};
  then_it_failed(save.handle({service, Existing::replace}), ErrorKind::invalid, "/depends_on/1");
}

TEST_F(ConfigureServicesTest, a_service_never_depends_on_itself) {
  services.save(service_of({"database"}));
  services.save(service_of(billing));
  auto service = service_of(billing);
  service.depends_on = {{"database"}, billing};

  for (const auto existing : {Existing::refuse, Existing::replace}) {
    service.id = existing == Existing::refuse ? ServiceId{"new"} : billing;
    service.depends_on.back() = service.id;
    const auto saved = save.handle({service, existing});
    then_it_failed(saved, ErrorKind::invalid, "/depends_on/1");
    EXPECT_EQ(saved.error().message, "must not be the service itself");
  }
}

TEST_F(ConfigureServicesTest, a_service_that_depended_on_itself_is_removed) {
  auto service = service_of(billing);
  service.depends_on = {billing};
  services.save(service);

  EXPECT_TRUE(remove.handle({acme, billing}));
}

TEST_F(ConfigureServicesTest, a_service_that_another_depends_on_is_not_removed) {
  services.save(service_of({"database"}));
  auto service = service_of(billing);
  service.depends_on = {{"database"}};
  services.save(service);

  const auto removed = remove.handle({acme, {"database"}});

  then_it_failed(removed, ErrorKind::conflict, "");
  EXPECT_NE(removed.error().message.find("\"billing\""), std::string::npos);
}

TEST_F(ConfigureServicesTest, a_service_that_nobody_needs_is_removed) {
  services.save(service_of(billing));
  managers.save(manager_of(ops, {"shipping"}));
  auto over = open_alert({CountingIds::nth(1)}, triggered("disk"), billing, clock.now());
  over.resolve("alice", clock.now());
  alerts.save(over);

  ASSERT_TRUE(remove.handle({acme, billing}));

  EXPECT_TRUE(services.kept.empty());
  EXPECT_EQ(work.end, End::committed);
}

TEST_F(ConfigureServicesTest, a_service_that_an_event_manager_pages_for_is_not_removed) {
  services.save(service_of(billing));
  managers.save(manager_of(ops, billing));

  const auto removed = remove.handle({acme, billing});

  then_it_failed(removed, ErrorKind::conflict, "");
  EXPECT_NE(removed.error().message.find("\"ops\""), std::string::npos);
  EXPECT_EQ(services.kept.size(), 1U);
}

TEST_F(ConfigureServicesTest, a_service_that_a_workflow_pages_is_not_removed) {
  services.save(service_of(billing));
  domain::Workflow workflow;
  workflow.id.value = "downtime";
  workflow.steps = {domain::Delay{1min}, domain::Page{{"shipping"}, "", {}}};
  known_workflows.push_back(std::make_shared<const domain::Workflow>(workflow));
  workflow.steps.push_back(domain::Page{billing, "", {}});
  workflow.id.value = "silence";
  known_workflows.push_back(std::make_shared<const domain::Workflow>(workflow));

  const auto removed = remove.handle({acme, billing});

  then_it_failed(removed, ErrorKind::conflict, "");
  EXPECT_NE(removed.error().message.find("\"silence\""), std::string::npos);
  EXPECT_EQ(services.kept.size(), 1U);
}

TEST_F(ConfigureServicesTest, fails_when_the_workflows_cannot_be_read) {
  services.save(service_of(billing));
  REQUIRE_CALL(workflows, list(acme)).RETURN(Failure{store_gone});

  then_the_store_was_gone(remove.handle({acme, billing}));
}

TEST_F(ConfigureServicesTest, a_service_with_an_open_alert_is_not_removed) {
  const auto alert = given_an_outage();

  const auto removed = remove.handle({acme, billing});

  then_it_failed(removed, ErrorKind::conflict, "");
  EXPECT_NE(removed.error().message.find(to_text(alert.id)), std::string::npos);
  EXPECT_EQ(services.kept.size(), 1U);
}

TEST_F(ConfigureServicesTest, there_is_nothing_to_remove_under_an_unknown_id) {
  then_it_failed(remove.handle({acme, billing}), ErrorKind::not_found, "");
}

TEST_F(ConfigureServicesTest, fails_when_the_services_cannot_be_read) {
  services.is_gone = true;

  then_the_store_was_gone(save.handle({service_of(billing), Existing::replace}));
  then_the_store_was_gone(remove.handle({acme, billing}));
}

TEST_F(ConfigureServicesTest, fails_when_the_policies_cannot_be_read) {
  policies.is_gone = true;

  then_the_store_was_gone(save.handle({service_of(billing, on_call), Existing::replace}));
}

TEST_F(ConfigureServicesTest, fails_when_the_event_managers_cannot_be_read) {
  managers.is_gone = true;

  then_the_store_was_gone(remove.handle({acme, billing}));
}

TEST_F(ConfigureServicesTest, fails_when_the_open_alerts_cannot_be_read) {
  services.save(service_of(billing));
  alerts.is_gone = Read::find_oldest_open;

  then_the_store_was_gone(remove.handle({acme, billing}));
  EXPECT_EQ(services.kept.size(), 1U);
}

TEST_F(ConfigureServicesTest, says_when_it_could_not_be_kept) {
  services.save(service_of(billing));
  work.refuses = true;

  then_it_was_not_kept(save.handle({service_of(billing), Existing::replace}));
  then_it_was_not_kept(remove.handle({acme, billing}));
}

}  // namespace
}  // namespace tocsin::tests
