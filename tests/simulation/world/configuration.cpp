#include <algorithm>
#include <utility>

#include "tests/simulation/world/names.hpp"
#include "tests/simulation/world/world.hpp"

namespace tocsin::simulation {

using namespace domain;
using std::chrono::minutes;
using std::chrono::seconds;

// Configuration: small enough that things meet.

EscalationPolicy World::a_policy(std::size_t tenant, std::size_t number) {
  constexpr std::array delays{minutes{1}, minutes{5}, minutes{15}, minutes{60}};
  EscalationPolicy policy;
  policy.tenant = {tenants[tenant]};
  policy.id = {numbered("policy", number)};
  policy.name = policy.id.value;
  policy.acknowledgement_delay = delays[choose(Label::operator_detail, delays.size())];
  policy.repeat = static_cast<std::uint16_t>(choose(Label::operator_detail, 3));
  policy.repage_on_severity_rise = choose(Label::operator_detail, 2) == 1;
  const auto levels = 1 + choose(Label::operator_detail, 3);
  for (std::size_t level = 0; level < levels; ++level) {
    Level made;
    if (choose(Label::operator_detail, 4) == 1) made.acknowledgement_delay = minutes{2};
    const auto targets = choose(Label::operator_detail, 4);
    for (std::size_t i = 0; i < targets; ++i) {
      const auto channel = channels[choose(Label::operator_detail, 5)];
      const auto who = policy.tenant.value + std::to_string(choose(Label::operator_detail, 6));
      made.targets.push_back({who, channel, channel == Channel::console ? "" : who + "@x"});
    }
    policy.levels.push_back(std::move(made));
  }
  return policy;
}

Service World::a_service(std::size_t tenant, std::size_t number) {
  Service service;
  service.tenant = {tenants[tenant]};
  service.id = {numbered("service", number)};
  service.name = service.id.value;
  const auto policy = choose(Label::operator_detail, policies_each + 1);
  if (policy < policies_each) service.policy = {numbered("policy", policy)};
  return service;
}

EventManager World::a_manager(std::size_t tenant, std::size_t number) {
  EventManager manager;
  manager.tenant = {tenants[tenant]};
  manager.id = {numbered("manager", number)};
  manager.name = manager.id.value;
  manager.grouping_rule = {numbered("rule", choose(Label::operator_detail, rules_each))};
  const auto service = choose(Label::operator_detail, services_each + 1);
  if (service < services_each) manager.service = {numbered("service", service)};
  if (swarm_.strikes(Fault::unknown_target)) manager.service = {"nowhere"};
  if (choose(Label::operator_detail, 3) == 1) {
    manager.webhook_url = "http://" + manager.tenant.value + numbered(".hook", number) + "/";
  }
  return manager;
}

GroupingRule World::a_rule(std::size_t tenant, std::size_t number) {
  constexpr std::array<const char*, 4> keys{"class", "severity", "region", "event_manager_id"};
  constexpr std::array windows{minutes{1}, minutes{5}, minutes{60}, minutes{24 * 60}};
  GroupingRule rule;
  rule.tenant = {tenants[tenant]};
  rule.id = {numbered("rule", number)};
  rule.name = rule.id.value;
  rule.key = keys[choose(Label::operator_detail, keys.size())];
  rule.window = windows[choose(Label::operator_detail, windows.size())];
  return rule;
}

}  // namespace tocsin::simulation
