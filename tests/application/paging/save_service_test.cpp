#include "application/paging/save_service.hpp"

#include "tests/builders/alerting.hpp"
#include "tests/builders/paging.hpp"
#include "tests/fakes/watched.hpp"
#include "tests/worlds/configuring.hpp"

namespace tocsin::tests {
namespace {

using namespace std::chrono_literals;
using application::Existing;
using trompeloeil::_;

class SaveServiceTest : public Configuring {
 protected:
  SaveServiceTest() { policies.save(alice_then_bob()); }

  WatchedCatalogue<domain::Service> watched{services};
  application::SaveService save{{watched, policies, timers, alerts, outbox, managers, workflows},
                                around};
};

TEST_F(SaveServiceTest, a_new_service_is_healthy_dated_and_kept) {
  auto dated = service_of(billing, on_call);
  dated.created_at = clock.now();
  dated.updated_at = clock.now();
  REQUIRE_CALL(watched, save(dated));

  const auto saved = save.handle({service_of(billing, on_call), Existing::refuse});

  ASSERT_TRUE(saved);
  EXPECT_TRUE(saved->created);
  EXPECT_EQ(saved->entity, dated);
  EXPECT_EQ(saved->entity.health(), domain::Health::healthy);
  EXPECT_EQ(work.end, End::committed);
}

TEST_F(SaveServiceTest, a_service_may_have_no_policy) {
  REQUIRE_CALL(watched, save(_)).WITH(_1.policy.empty());

  EXPECT_TRUE(save.handle({service_of(billing), Existing::refuse}));
}

TEST_F(SaveServiceTest, a_replaced_service_keeps_its_health) {
  services.save(an_unhealthy_service(alert_id(1)));
  clock.advance(1h);
  REQUIRE_CALL(watched, save(_)).WITH(_1.outage == alert_id(1));

  const auto saved = save.handle({service_of(billing), Existing::replace});

  ASSERT_TRUE(saved);
  EXPECT_FALSE(saved->created);
  EXPECT_EQ(saved->entity.outage, alert_id(1));
  EXPECT_EQ(saved->entity.policy, domain::EscalationPolicyId{});
  EXPECT_EQ(saved->entity.updated_at, clock.now());
}

TEST_F(SaveServiceTest, an_id_that_is_taken_is_a_conflict_at_that_field) {
  services.save(an_unhealthy_service(alert_id(1)));
  FORBID_CALL(watched, save(_));

  then_it_failed(save.handle({service_of(billing), Existing::refuse}), ErrorKind::conflict, "/id");
}

TEST_F(SaveServiceTest, a_policy_that_is_not_there_is_invalid_at_that_field) {
  FORBID_CALL(watched, save(_));

  then_it_failed(save.handle({service_of(billing, {"nobody"}), Existing::refuse}),
                 ErrorKind::invalid,
                 "/escalation_policy_id");
}

TEST_F(SaveServiceTest, a_service_may_depend_on_others_that_are_there) {
  services.save(service_of({"database"}));
  auto service = service_of(billing);
  service.depends_on = {{"database"}};

  EXPECT_TRUE(save.handle({service, Existing::refuse}));

  FORBID_CALL(watched, save(_));
  service.depends_on = {{"database"}, {"cache"}};
  then_it_failed(save.handle({service, Existing::replace}), ErrorKind::invalid, "/depends_on/1");
}

TEST_F(SaveServiceTest, fails_when_the_services_cannot_be_read) {
  services.is_gone = true;
  FORBID_CALL(watched, save(_));

  then_the_store_was_gone(save.handle({service_of(billing), Existing::replace}));
}

TEST_F(SaveServiceTest, fails_when_the_policies_cannot_be_read) {
  policies.is_gone = true;
  FORBID_CALL(watched, save(_));

  then_the_store_was_gone(save.handle({service_of(billing, on_call), Existing::replace}));
}

TEST_F(SaveServiceTest, fails_when_a_service_it_depends_on_cannot_be_read) {
  auto service = service_of(billing);
  service.depends_on = {{"database"}};
  REQUIRE_CALL(watched, find(acme, domain::ServiceId{"database"})).RETURN(gone());
  FORBID_CALL(watched, save(_));

  then_the_store_was_gone(save.handle({service, Existing::refuse}));
}

TEST_F(SaveServiceTest, says_when_it_could_not_be_kept) {
  services.save(service_of(billing));
  work.refuses = true;

  then_it_was_not_kept(save.handle({service_of(billing), Existing::replace}));
}

TEST_F(SaveServiceTest, a_service_never_depends_on_itself) {
  services.save(service_of({"database"}));
  services.save(service_of(billing));
  auto service = service_of(billing);
  service.depends_on = {{"database"}, billing};
  FORBID_CALL(watched, save(_));

  for (const auto existing : {Existing::refuse, Existing::replace}) {
    service.id = existing == Existing::refuse ? domain::ServiceId{"new"} : billing;
    service.depends_on.back() = service.id;
    const auto saved = save.handle({service, existing});
    then_it_failed(saved, ErrorKind::invalid, "/depends_on/1");
    EXPECT_EQ(saved.error().message, "must not be the service itself");
  }
}

}  // namespace
}  // namespace tocsin::tests
