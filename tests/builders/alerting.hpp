#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "domain/alerting/alert.hpp"
#include "domain/alerting/event.hpp"
#include "domain/alerting/event_manager.hpp"
#include "domain/alerting/grouping_rule.hpp"
#include "tests/builders/paging.hpp"

// Events, the alerts that they open, and the event manager by whose rule these are grouped.
namespace tocsin::tests {

inline const domain::EventManagerId ops{"ops"};
inline const domain::EventManagerId payments{"payments"};
inline const domain::GroupingRuleId by_class{"by-class"};
inline const std::string webhook_url = "https://hooks.example/ops";

inline domain::AlertId alert_id(std::uint64_t n) { return {CountingIds::nth(n)}; }

inline std::optional<domain::Alert> no_alert() { return std::nullopt; }

inline domain::Event an_event() {
  domain::Event event;
  event.tenant = acme;
  event.dedup_key = "disk-full";
  event.summary = "disk is full";
  event.severity = severity("high");
  return event;
}

// Open, of the service billing, with nobody paged for it.
inline domain::Alert an_alert(std::uint64_t n = 1) {
  return open_alert(alert_id(n), an_event(), billing, start_of_test());
}

// The same, with the first level of the policy paged.
inline domain::Alert a_paging_alert(domain::EscalationPolicy policy = a_policy({{alice}, {bob}})) {
  auto alert = an_alert();
  alert.escalation.emplace(shared(std::move(policy)));
  return alert;
}

inline domain::Event triggered(std::string dedup_key, std::string class_name = "infrastructure") {
  auto event = an_event();
  event.manager = ops;
  event.dedup_key = std::move(dedup_key);
  event.summary = event.dedup_key + " fails";
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

}  // namespace tocsin::tests
