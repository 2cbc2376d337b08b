#include "application/paging/save_escalation_policy.hpp"
#include "tests/builders/paging.hpp"
#include "tests/worlds/configuring.hpp"

namespace tocsin::tests {
namespace {

using namespace std::chrono_literals;
using application::Existing;

class ConfigureEscalationPoliciesTest : public Configuring {
 protected:
  static domain::EscalationPolicy policy_for_billing() {
    auto policy = alice_then_bob();
    policy.monitored_service = billing;
    return policy;
  }

  application::SaveEscalationPolicy& save = paging.save_escalation_policy;
  application::RemoveEscalationPolicy& remove = paging.remove_escalation_policy;
};

TEST_F(ConfigureEscalationPoliciesTest, a_new_policy_is_version_one_dated_and_kept) {
  auto draft = alice_then_bob();
  draft.version = 7;

  const auto saved = save.handle({draft, Existing::refuse});

  ASSERT_TRUE(saved);
  EXPECT_TRUE(saved->created);
  EXPECT_EQ(saved->entity.version, 1U);
  EXPECT_EQ(saved->entity.created_at, clock.now());
  EXPECT_EQ(**policies.find(acme, on_call), saved->entity);
  EXPECT_EQ(work.end, End::committed);
}

TEST_F(ConfigureEscalationPoliciesTest, a_change_is_a_new_version_beside_the_one_in_use) {
  ASSERT_TRUE(save.handle({alice_then_bob(), Existing::refuse}));
  const auto in_use = *policies.find(acme, on_call);
  clock.advance(1h);
  auto draft = alice_then_bob();
  draft.levels.pop_back();

  const auto saved = save.handle({draft, Existing::replace});

  ASSERT_TRUE(saved);
  EXPECT_FALSE(saved->created);
  EXPECT_EQ(saved->entity.version, 2U);
  EXPECT_EQ(saved->entity.created_at, in_use->created_at);
  EXPECT_EQ(saved->entity.updated_at, clock.now());
  EXPECT_EQ(in_use->levels.size(), 2U);
}

TEST_F(ConfigureEscalationPoliciesTest, becomes_the_policy_of_the_service_it_names) {
  services.save(service_of(billing));

  ASSERT_TRUE(save.handle({policy_for_billing(), Existing::refuse}));

  const auto service = *services.find(acme, billing);
  EXPECT_EQ(service->policy, on_call);
  EXPECT_EQ(service->updated_at, clock.now());
}

TEST_F(ConfigureEscalationPoliciesTest, a_service_that_is_not_there_is_invalid_at_that_field) {
  then_it_failed(save.handle({policy_for_billing(), Existing::refuse}),
                 ErrorKind::invalid,
                 "/monitored_service_id");
  EXPECT_TRUE(policies.kept.empty());
}

TEST_F(ConfigureEscalationPoliciesTest, a_policy_without_any_level_is_invalid_at_that_field) {
  auto draft = alice_then_bob();
  draft.levels.clear();

  then_it_failed(save.handle({draft, Existing::refuse}), ErrorKind::invalid, "/levels");
  EXPECT_TRUE(policies.kept.empty());
}

TEST_F(ConfigureEscalationPoliciesTest, an_id_that_is_taken_is_a_conflict_at_that_field) {
  policies.save(alice_then_bob());

  then_it_failed(save.handle({alice_then_bob(), Existing::refuse}), ErrorKind::conflict, "/id");
}

TEST_F(ConfigureEscalationPoliciesTest, a_policy_that_a_service_pages_by_is_not_removed) {
  policies.save(alice_then_bob());
  services.save(service_of(billing, on_call));

  const auto removed = remove.handle({acme, on_call});

  then_it_failed(removed, ErrorKind::conflict, "");
  EXPECT_NE(removed.error().message.find("\"billing\""), std::string::npos);
  EXPECT_EQ(policies.kept.size(), 1U);
}

TEST_F(ConfigureEscalationPoliciesTest, a_policy_that_an_outage_still_escalates_by_is_not_removed) {
  policies.save(alice_then_bob());
  domain::Alert alert;
  alert.id = {CountingIds::nth(1)};
  alert.tenant = acme;
  alert.escalation.emplace(*policies.find(acme, on_call));
  alerts.save(alert);
  auto moved_on = service_of(billing);
  moved_on.outage = alert.id;
  services.save(moved_on);

  then_it_failed(remove.handle({acme, on_call}), ErrorKind::conflict, "");
  EXPECT_EQ(policies.kept.size(), 1U);
}

TEST_F(ConfigureEscalationPoliciesTest, a_policy_that_another_outage_does_not_need_is_removed) {
  policies.save(alice_then_bob());
  domain::Alert alert;
  alert.id = {CountingIds::nth(1)};
  alert.tenant = acme;
  alert.escalation.emplace(nullptr);
  alerts.save(alert);
  auto unrelated = service_of(billing);
  unrelated.outage = alert.id;
  services.save(unrelated);

  ASSERT_TRUE(remove.handle({acme, on_call}));

  EXPECT_TRUE(policies.kept.empty());
}

TEST_F(ConfigureEscalationPoliciesTest, fails_when_the_alert_of_an_outage_cannot_be_read) {
  policies.save(alice_then_bob());
  auto service = service_of(billing);
  service.outage = domain::AlertId{CountingIds::nth(1)};
  services.save(service);
  alerts.unreadable.insert(*service.outage);

  then_the_store_was_gone(remove.handle({acme, on_call}));
}

TEST_F(ConfigureEscalationPoliciesTest, a_policy_that_nobody_pages_by_is_removed) {
  policies.save(alice_then_bob());
  services.save(service_of(billing));

  ASSERT_TRUE(remove.handle({acme, on_call}));

  EXPECT_TRUE(policies.kept.empty());
  EXPECT_EQ(work.end, End::committed);
}

TEST_F(ConfigureEscalationPoliciesTest, there_is_nothing_to_remove_under_an_unknown_id) {
  then_it_failed(remove.handle({acme, on_call}), ErrorKind::not_found, "");
}

TEST_F(ConfigureEscalationPoliciesTest, fails_when_the_policies_cannot_be_read) {
  policies.is_gone = true;

  then_the_store_was_gone(save.handle({alice_then_bob(), Existing::replace}));
  then_the_store_was_gone(remove.handle({acme, on_call}));
}

TEST_F(ConfigureEscalationPoliciesTest, fails_when_the_services_cannot_be_read) {
  services.is_gone = true;

  then_the_store_was_gone(save.handle({policy_for_billing(), Existing::replace}));
  then_the_store_was_gone(remove.handle({acme, on_call}));
}

TEST_F(ConfigureEscalationPoliciesTest, says_when_it_could_not_be_kept) {
  policies.save(alice_then_bob());
  work.refuses = true;

  then_it_was_not_kept(save.handle({alice_then_bob(), Existing::replace}));
  then_it_was_not_kept(remove.handle({acme, on_call}));
}

}  // namespace
}  // namespace tocsin::tests
