#include "application/paging/remove_service.hpp"

#include "tests/builders/alerting.hpp"
#include "tests/builders/paging.hpp"
#include "tests/fakes/watched.hpp"
#include "tests/worlds/configuring.hpp"

namespace tocsin::tests {
namespace {

using namespace std::chrono_literals;
using Read = FakeAlerts::Read;
using trompeloeil::_;
using WorkflowList = std::vector<ports::Workflows::Entry>;

class RemoveServiceTest : public Configuring {
 protected:
  RemoveServiceTest() { services.save(service_of(billing)); }

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
  WatchedCatalogue<domain::Service> watched{services};
  application::RemoveService remove{
      {watched, policies, timers, alerts, outbox, managers, workflows},
      around};
};

TEST_F(RemoveServiceTest, a_service_that_nobody_needs_is_removed) {
  managers.save(manager_of(ops, {"shipping"}));
  auto over = open_alert({CountingIds::nth(1)}, triggered("disk"), billing, clock.now());
  over.resolve("alice", clock.now());
  alerts.save(over);
  REQUIRE_CALL(watched, remove(acme, billing));

  ASSERT_TRUE(remove.handle({acme, billing}));

  EXPECT_EQ(work.end, End::committed);
}

TEST_F(RemoveServiceTest, a_service_that_depended_on_itself_is_removed) {
  auto service = service_of(billing);
  service.depends_on = {billing};
  services.save(service);
  REQUIRE_CALL(watched, remove(acme, billing));

  EXPECT_TRUE(remove.handle({acme, billing}));
}

TEST_F(RemoveServiceTest, a_service_that_another_depends_on_is_not_removed) {
  services.save(service_of({"database"}));
  auto service = service_of(billing);
  service.depends_on = {{"database"}};
  services.save(service);
  FORBID_CALL(watched, remove(_, _));

  const auto removed = remove.handle({acme, {"database"}});

  then_it_failed(removed, ErrorKind::conflict, "");
  EXPECT_NE(removed.error().message.find("\"billing\""), std::string::npos);
}

TEST_F(RemoveServiceTest, a_service_that_an_event_manager_pages_for_is_not_removed) {
  managers.save(manager_of(ops, billing));
  FORBID_CALL(watched, remove(_, _));

  const auto removed = remove.handle({acme, billing});

  then_it_failed(removed, ErrorKind::conflict, "");
  EXPECT_NE(removed.error().message.find("\"ops\""), std::string::npos);
}

TEST_F(RemoveServiceTest, a_service_that_a_workflow_pages_is_not_removed) {
  domain::Workflow workflow;
  workflow.id.value = "downtime";
  workflow.steps = {domain::Delay{1min}, domain::Page{{"shipping"}, "", {}}};
  known_workflows.push_back(std::make_shared<const domain::Workflow>(workflow));
  workflow.steps.push_back(domain::Page{billing, "", {}});
  workflow.id.value = "silence";
  known_workflows.push_back(std::make_shared<const domain::Workflow>(workflow));
  FORBID_CALL(watched, remove(_, _));

  const auto removed = remove.handle({acme, billing});

  then_it_failed(removed, ErrorKind::conflict, "");
  EXPECT_NE(removed.error().message.find("\"silence\""), std::string::npos);
}

TEST_F(RemoveServiceTest, a_service_with_an_open_alert_is_not_removed) {
  const auto alert = given_an_outage();
  FORBID_CALL(watched, remove(_, _));

  const auto removed = remove.handle({acme, billing});

  then_it_failed(removed, ErrorKind::conflict, "");
  EXPECT_NE(removed.error().message.find(to_text(alert.id)), std::string::npos);
}

TEST_F(RemoveServiceTest, there_is_nothing_to_remove_under_an_unknown_id) {
  FORBID_CALL(watched, remove(_, _));

  then_it_failed(remove.handle({acme, {"shipping"}}), ErrorKind::not_found, "");
}

TEST_F(RemoveServiceTest, fails_when_the_event_managers_cannot_be_read) {
  managers.is_gone = true;
  FORBID_CALL(watched, remove(_, _));

  then_the_store_was_gone(remove.handle({acme, billing}));
}

TEST_F(RemoveServiceTest, fails_when_the_services_cannot_be_read) {
  services.is_gone = true;
  FORBID_CALL(watched, remove(_, _));

  then_the_store_was_gone(remove.handle({acme, billing}));
}

TEST_F(RemoveServiceTest, fails_when_the_workflows_cannot_be_read) {
  REQUIRE_CALL(workflows, list(acme)).RETURN(Failure{store_gone});
  FORBID_CALL(watched, remove(_, _));

  then_the_store_was_gone(remove.handle({acme, billing}));
}

TEST_F(RemoveServiceTest, fails_when_the_open_alerts_cannot_be_read) {
  alerts.is_gone = Read::find_oldest_open;
  FORBID_CALL(watched, remove(_, _));

  then_the_store_was_gone(remove.handle({acme, billing}));
}

TEST_F(RemoveServiceTest, says_when_it_could_not_be_kept) {
  work.refuses = true;

  then_it_was_not_kept(remove.handle({acme, billing}));
}

}  // namespace
}  // namespace tocsin::tests
