#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "domain/alerting/alert.hpp"
#include "domain/alerting/event.hpp"
#include "domain/alerting/event_manager.hpp"
#include "domain/alerting/grouping_rule.hpp"
#include "domain/kernel/result.hpp"
#include "domain/paging/escalation_policy.hpp"
#include "domain/paging/service.hpp"

// The team whose alerts are grouped in these tests, and what its monitoring tells.

namespace tocsin::tests {

inline const domain::TenantId acme{"acme"};
inline const domain::EventManagerId ops{"ops"};
inline const domain::GroupingRuleId by_class{"by-class"};
inline const domain::ServiceId billing{"billing"};
inline const domain::EscalationPolicyId on_call{"on-call"};
inline const std::string webhook_url = "https://hooks.example/ops";

inline const Error store_is_gone{ErrorKind::unavailable, "the store is gone", {}};

inline domain::Severity severity(std::string_view token) {
  return domain::Severity::parse(token).value();
}

inline domain::Event triggered(std::string dedup_key, std::string class_name = "infrastructure") {
  domain::Event event;
  event.tenant = acme;
  event.manager = ops;
  event.dedup_key = std::move(dedup_key);
  event.summary = event.dedup_key + " fails";
  event.severity = severity("high");
  event.class_name = std::move(class_name);
  return event;
}

inline domain::Event acknowledged(std::string dedup_key) {
  auto event = triggered(std::move(dedup_key));
  event.action = domain::Action::acknowledge;
  return event;
}

inline domain::Event resolved(std::string dedup_key) {
  auto event = triggered(std::move(dedup_key));
  event.action = domain::Action::resolve;
  event.summary = event.dedup_key + " is well";
  return event;
}

inline domain::GroupingRule rule_by_class(domain::Duration window = std::chrono::minutes{30}) {
  domain::GroupingRule rule;
  rule.tenant = acme;
  rule.id = by_class;
  rule.key = "class";
  rule.window = window;
  return rule;
}

inline domain::EventManager manager_of(domain::EventManagerId id, domain::ServiceId service = {}) {
  domain::EventManager manager;
  manager.tenant = acme;
  manager.id = std::move(id);
  manager.grouping_rule = by_class;
  manager.service = std::move(service);
  manager.webhook_url = webhook_url;
  return manager;
}

inline domain::Service service_of(domain::ServiceId id, domain::EscalationPolicyId policy = {}) {
  domain::Service service;
  service.tenant = acme;
  service.id = std::move(id);
  service.policy = std::move(policy);
  return service;
}

inline domain::Target target(std::string id) {
  return {id, domain::Channel::email, id + "@acme.example"};
}

// First Alice for 15 minutes, then Bob.
inline domain::EscalationPolicy alice_then_bob() {
  domain::EscalationPolicy policy;
  policy.tenant = acme;
  policy.id = on_call;
  policy.levels = {{{}, {target("alice")}}, {{}, {target("bob")}}};
  return policy;
}

}  // namespace tocsin::tests
