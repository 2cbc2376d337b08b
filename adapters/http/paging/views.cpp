#include "adapters/http/paging/views.hpp"

#include <utility>

#include <nlohmann/json.hpp>

#include "adapters/http/api/answers.hpp"
#include "domain/kernel/time.hpp"
#include "domain/kernel/words.hpp"

namespace tocsin::adapters::http {

using domain::Channel;
using domain::EscalationPolicy;
using domain::Service;
using domain::Target;
using domain::to_text;
using nlohmann::ordered_json;

namespace {

ordered_json view_of_target(const Target& target, Secrets secrets) {
  ordered_json view;
  add_unless_empty(view, "id", target.id);
  view["type"] = word_for(target.channel);
  const bool is_address = target.address.starts_with("http");
  const auto address = address_of(target, secrets);
  switch (target.channel) {
    case Channel::email: view["email"] = address; break;
    case Channel::sms: view["phone_number"] = address; break;
    case Channel::slack: view[is_address ? "url" : "channel"] = address; break;
    case Channel::webhook: view["url"] = address; break;
    case Channel::pagerduty: view["routing_key"] = address; break;
    case Channel::console: break;
  }
  return view;
}

}  // namespace

ordered_json view_of(const EscalationPolicy& policy, Secrets secrets) {
  ordered_json view{{"id", policy.id.value}};
  add_unless_empty(view, "name", policy.name);
  add_unless_empty(view, "monitored_service_id", policy.monitored_service.value);
  view["acknowledgement_delay"] = to_text(policy.acknowledgement_delay);
  view["repeat"] = policy.repeat;
  view["repage_on_severity_rise"] = policy.repage_on_severity_rise;
  auto& levels = view["levels"] = ordered_json::array();
  for (const auto& level : policy.levels) {
    ordered_json shown{{"id", levels.size()}};
    if (level.acknowledgement_delay) {
      shown["acknowledgement_delay"] = to_text(*level.acknowledgement_delay);
    }
    auto& targets = shown["targets"] = ordered_json::array();
    for (const auto& target : level.targets)
      targets.push_back(view_of_target(target, secrets));
    levels.push_back(std::move(shown));
  }
  view["version"] = policy.version;
  view["created_at"] = to_text(policy.created_at);
  view["updated_at"] = to_text(policy.updated_at);
  return view;
}

ordered_json view_of(const Service& service) {
  ordered_json view{
      {"id", service.id.value},
      {"name", service.name},
      {"status", service.health() == domain::Health::healthy ? "healthy" : "unhealthy"}};
  add_unless_empty(view, "escalation_policy_id", service.policy.value);
  for (const auto& other : service.depends_on)
    view["depends_on"].push_back(other.value);
  if (service.outage) view["alert_id"] = to_text(*service.outage);
  view["created_at"] = to_text(service.created_at);
  view["updated_at"] = to_text(service.updated_at);
  return view;
}

}  // namespace tocsin::adapters::http
