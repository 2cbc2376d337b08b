#include "application/paging/remove_escalation_policy.hpp"

#include "tests/builders/paging.hpp"
#include "tests/fakes/watched.hpp"
#include "tests/worlds/configuring.hpp"

namespace tocsin::tests {
namespace {

using trompeloeil::_;

class RemoveEscalationPolicyTest : public Configuring {
 protected:
  RemoveEscalationPolicyTest() { policies.save(alice_then_bob()); }

  WatchedCatalogue<domain::EscalationPolicy> watched{policies};
  application::RemoveEscalationPolicy remove{
      {services, watched, timers, alerts, outbox, managers, workflows},
      around};
};

TEST_F(RemoveEscalationPolicyTest, a_policy_that_a_service_pages_by_is_not_removed) {
  services.save(service_of(billing, on_call));
  FORBID_CALL(watched, remove(_, _));

  const auto removed = remove.handle({acme, on_call});

  then_it_failed(removed, ErrorKind::conflict, "");
  EXPECT_NE(removed.error().message.find("\"billing\""), std::string::npos);
}

TEST_F(RemoveEscalationPolicyTest, a_policy_that_an_outage_still_escalates_by_is_not_removed) {
  domain::Alert alert;
  alert.id = {CountingIds::nth(1)};
  alert.tenant = acme;
  alert.escalation.emplace(*policies.find(acme, on_call));
  alerts.save(alert);
  auto moved_on = service_of(billing);
  moved_on.outage = alert.id;
  services.save(moved_on);
  FORBID_CALL(watched, remove(_, _));

  const auto removed = remove.handle({acme, on_call});

  then_it_failed(removed, ErrorKind::conflict, "");
  EXPECT_NE(removed.error().message.find(to_text(alert.id)), std::string::npos);
}

TEST_F(RemoveEscalationPolicyTest, a_policy_that_another_outage_does_not_need_is_removed) {
  domain::Alert alert;
  alert.id = {CountingIds::nth(1)};
  alert.tenant = acme;
  alert.escalation.emplace(nullptr);
  alerts.save(alert);
  auto unrelated = service_of(billing);
  unrelated.outage = alert.id;
  services.save(unrelated);
  REQUIRE_CALL(watched, remove(acme, on_call));

  EXPECT_TRUE(remove.handle({acme, on_call}));
}

TEST_F(RemoveEscalationPolicyTest, fails_when_the_alert_of_an_outage_cannot_be_read) {
  auto service = service_of(billing);
  service.outage = domain::AlertId{CountingIds::nth(1)};
  services.save(service);
  alerts.unreadable.insert(*service.outage);
  FORBID_CALL(watched, remove(_, _));

  then_the_store_was_gone(remove.handle({acme, on_call}));
}

TEST_F(RemoveEscalationPolicyTest, a_policy_that_nobody_pages_by_is_removed) {
  services.save(service_of(billing));
  REQUIRE_CALL(watched, remove(acme, on_call));

  ASSERT_TRUE(remove.handle({acme, on_call}));

  EXPECT_EQ(work.end, End::committed);
}

TEST_F(RemoveEscalationPolicyTest, there_is_nothing_to_remove_under_an_unknown_id) {
  FORBID_CALL(watched, remove(_, _));

  then_it_failed(remove.handle({acme, {"nobody"}}), ErrorKind::not_found, "");
}

TEST_F(RemoveEscalationPolicyTest, fails_when_the_policies_cannot_be_read) {
  policies.is_gone = true;
  FORBID_CALL(watched, remove(_, _));

  then_the_store_was_gone(remove.handle({acme, on_call}));
}

TEST_F(RemoveEscalationPolicyTest, fails_when_the_services_cannot_be_read) {
  services.is_gone = true;
  FORBID_CALL(watched, remove(_, _));

  then_the_store_was_gone(remove.handle({acme, on_call}));
}

TEST_F(RemoveEscalationPolicyTest, says_when_it_could_not_be_kept) {
  work.refuses = true;

  then_it_was_not_kept(remove.handle({acme, on_call}));
}

}  // namespace
}  // namespace tocsin::tests
