#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "domain/channels/target.hpp"
#include "domain/paging/escalation_policy.hpp"
#include "domain/paging/service.hpp"
#include "tests/builders/kernel.hpp"

// A service, the policy by which it pages, and the targets.
namespace tocsin::tests {

inline const domain::ServiceId billing{"billing"};
inline const domain::EscalationPolicyId on_call{"on-call"};

inline domain::Target target(std::string id) {
  return {id, domain::Channel::email, id + "@acme.example"};
}

inline const domain::Target alice = target("alice");
inline const domain::Target bob{"bob", domain::Channel::sms, "+33600000002"};
inline const domain::Target carol = target("carol");
inline const domain::Target operators{"operators", domain::Channel::console, ""};

// One list of targets for each level.
inline domain::EscalationPolicy a_policy(std::vector<std::vector<domain::Target>> levels,
                                         domain::Duration delay = std::chrono::minutes{15}) {
  domain::EscalationPolicy policy;
  policy.tenant = acme;
  policy.id = on_call;
  policy.name = "On call";
  policy.acknowledgement_delay = delay;
  for (auto& targets : levels)
    policy.levels.push_back({std::nullopt, std::move(targets)});
  return policy;
}

// First Alice for 15 minutes, then Bob.
inline domain::EscalationPolicy alice_then_bob() {
  return a_policy({{target("alice")}, {target("bob")}});
}

// As someone configures it.
inline domain::Service service_of(domain::ServiceId id, domain::EscalationPolicyId policy = {}) {
  domain::Service service;
  service.tenant = acme;
  service.id = std::move(id);
  service.policy = std::move(policy);
  return service;
}

// As it is stored since the start of the test.
inline domain::Service a_service(domain::EscalationPolicyId policy = on_call) {
  auto service = service_of(billing, std::move(policy));
  service.name = "Billing";
  service.created_at = start_of_test();
  service.updated_at = start_of_test();
  return service;
}

inline domain::Service an_unhealthy_service(domain::AlertId outage) {
  auto service = a_service();
  service.outage = outage;
  return service;
}

}  // namespace tocsin::tests
