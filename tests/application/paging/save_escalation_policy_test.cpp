#include "application/paging/save_escalation_policy.hpp"

#include "tests/builders/paging.hpp"
#include "tests/fakes/watched.hpp"
#include "tests/worlds/configuring.hpp"

namespace tocsin::tests {
namespace {

using namespace std::chrono_literals;
using application::Existing;
using trompeloeil::_;

class SaveEscalationPolicyTest : public Configuring {
 protected:
  static domain::EscalationPolicy policy_for_billing() {
    auto policy = alice_then_bob();
    policy.monitored_service = billing;
    return policy;
  }

  WatchedCatalogue<domain::EscalationPolicy> watched{policies};
  WatchedCatalogue<domain::Service> watched_services{services};
  application::SaveEscalationPolicy save{
      {watched_services, watched, timers, alerts, outbox, managers, workflows},
      around};
};

TEST_F(SaveEscalationPolicyTest, a_new_policy_is_version_one_dated_and_kept) {
  auto draft = alice_then_bob();
  draft.version = 7;
  auto dated = alice_then_bob();
  dated.version = 1;
  dated.created_at = clock.now();
  dated.updated_at = clock.now();
  REQUIRE_CALL(watched, save(dated));

  const auto saved = save.handle({draft, Existing::refuse});

  ASSERT_TRUE(saved);
  EXPECT_TRUE(saved->created);
  EXPECT_EQ(saved->entity, dated);
  EXPECT_EQ(work.end, End::committed);
}

TEST_F(SaveEscalationPolicyTest, a_change_is_a_new_version_beside_the_one_in_use) {
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
  EXPECT_EQ(**policies.find(acme, on_call), saved->entity);
  EXPECT_EQ(in_use->levels.size(), 2U);
}

TEST_F(SaveEscalationPolicyTest, becomes_the_policy_of_the_service_it_names) {
  services.save(a_service({}));
  clock.advance(1h);
  auto bound = a_service(on_call);
  bound.updated_at = clock.now();
  REQUIRE_CALL(watched_services, save(bound));
  REQUIRE_CALL(watched, save(_)).WITH(_1.monitored_service == billing);

  EXPECT_TRUE(save.handle({policy_for_billing(), Existing::refuse}));
}

TEST_F(SaveEscalationPolicyTest, a_policy_that_names_no_service_changes_none) {
  services.save(a_service({}));
  FORBID_CALL(watched_services, save(_));

  EXPECT_TRUE(save.handle({alice_then_bob(), Existing::refuse}));
}

TEST_F(SaveEscalationPolicyTest, a_service_that_is_not_there_is_invalid_at_that_field) {
  FORBID_CALL(watched, save(_));
  FORBID_CALL(watched_services, save(_));

  then_it_failed(save.handle({policy_for_billing(), Existing::refuse}),
                 ErrorKind::invalid,
                 "/monitored_service_id");
}

TEST_F(SaveEscalationPolicyTest, a_policy_without_any_level_is_invalid_at_that_field) {
  auto draft = alice_then_bob();
  draft.levels.clear();
  FORBID_CALL(watched, save(_));

  then_it_failed(save.handle({draft, Existing::refuse}), ErrorKind::invalid, "/levels");
}

TEST_F(SaveEscalationPolicyTest, an_id_that_is_taken_is_a_conflict_at_that_field) {
  policies.save(alice_then_bob());
  services.save(a_service({}));
  FORBID_CALL(watched, save(_));
  FORBID_CALL(watched_services, save(_));

  then_it_failed(save.handle({policy_for_billing(), Existing::refuse}), ErrorKind::conflict, "/id");
}

TEST_F(SaveEscalationPolicyTest, fails_when_the_policies_cannot_be_read) {
  policies.is_gone = true;
  FORBID_CALL(watched, save(_));

  then_the_store_was_gone(save.handle({alice_then_bob(), Existing::replace}));
}

TEST_F(SaveEscalationPolicyTest, fails_when_the_services_cannot_be_read) {
  services.is_gone = true;
  FORBID_CALL(watched, save(_));

  then_the_store_was_gone(save.handle({policy_for_billing(), Existing::replace}));
}

TEST_F(SaveEscalationPolicyTest, says_when_it_could_not_be_kept) {
  policies.save(alice_then_bob());
  work.refuses = true;

  then_it_was_not_kept(save.handle({alice_then_bob(), Existing::replace}));
}

}  // namespace
}  // namespace tocsin::tests
