#include "adapters/http/api/configuration_bodies.hpp"

#include <chrono>
#include <optional>
#include <string_view>
#include <utility>

#include "adapters/http/api/members.hpp"
#include "domain/kernel/time.hpp"
#include "domain/kernel/words.hpp"

namespace tocsin::adapters::http {

using domain::Channel;
using domain::Duration;
using domain::EscalationPolicy;
using domain::EventManager;
using domain::GroupingRule;
using domain::Level;
using domain::Service;
using domain::Target;
using domain::to_text;
using simdjson::dom::element;

namespace {

constexpr Duration shortest_delay{100};
constexpr Duration max_delay = std::chrono::hours{168};
constexpr Duration max_window = std::chrono::minutes{525'600};

std::optional<Duration> duration_within(element object,
                                        const std::string& key,
                                        const std::string& pointer,
                                        Duration shortest,
                                        Duration longest,
                                        Violations& violations) {
  const auto written = text(object, key);
  if (written.empty()) return std::nullopt;
  const auto duration = domain::duration_from(written);
  if (!duration || *duration < shortest || *duration > longest) {
    violations.push_back({pointer + json::pointer_step(key),
                          "must be from " + to_text(shortest) + " to " + to_text(longest)});
    return std::nullopt;
  }
  return duration;
}

// The document that pagers are described in writes "SMS".
Channel channel_from(const std::string& word) {
  return word == "SMS" ? Channel::sms : domain::from_word<Channel>(word).value();
}

Target target_from(element body) {
  Target target;
  target.id = text(body, "id");
  target.channel = channel_from(text(body, "type"));
  switch (target.channel) {
    case Channel::email: target.address = text(body, "email"); break;
    case Channel::sms: target.address = text(body, "phone_number"); break;
    case Channel::slack:
      target.address = text(body, "url");
      if (target.address.empty()) target.address = text(body, "channel");
      break;
    case Channel::webhook: target.address = text(body, "url"); break;
    case Channel::pagerduty: target.address = text(body, "routing_key"); break;
    case Channel::console: break;
  }
  return target;
}

Level level_from(element body, std::size_t position, Violations& violations) {
  Level level;
  const auto pointer = "/levels" + json::pointer_step(position);
  const auto id = whole_number(body, "id");
  if (id && *id != static_cast<std::int64_t>(position)) {
    violations.push_back({pointer + "/id",
                          "must be the level's position, " + std::to_string(position) +
                              ": levels count from 0 without a gap"});
  }
  level.acknowledgement_delay = duration_within(
      body, "acknowledgement_delay", pointer, shortest_delay, max_delay, violations);
  for (const auto target : simdjson::dom::array(body["targets"])) {
    level.targets.push_back(target_from(target));
  }
  return level;
}

template <typename Entity>
std::variant<Entity, Violations> unless(Violations violations, Entity entity) {
  if (!violations.empty()) return violations;
  return entity;
}

}  // namespace

std::variant<Service, Violations> service_from(element body) {
  Service service;
  service.id.value = text(body, "id");
  service.name = text(body, "name");
  service.policy.value = text(body, "escalation_policy_id");
  simdjson::dom::array depends_on;
  if (body["depends_on"].get(depends_on) == simdjson::SUCCESS) {
    for (const auto id : depends_on)
      service.depends_on.push_back({std::string{std::string_view(id)}});
  }
  return service;
}

std::variant<GroupingRule, Violations> grouping_rule_from(element body) {
  GroupingRule rule;
  Violations violations;
  rule.id.value = text(body, "id");
  rule.name = text(body, "name");
  rule.key = text(body, "grouping_key");
  const auto minutes = whole_number(body, "time_window_minutes");
  const auto window = duration_within(body, "time_window", "", Duration{1}, max_window, violations);
  rule.window = window.value_or(std::chrono::minutes{minutes.value_or(0)});
  if (window && minutes && *window != std::chrono::minutes{*minutes}) {
    violations.push_back({"/time_window", "must agree with time_window_minutes"});
  }
  return unless(std::move(violations), std::move(rule));
}

std::variant<EventManager, Violations> event_manager_from(element body) {
  EventManager manager;
  manager.id.value = text(body, "id");
  manager.name = text(body, "name");
  manager.description = text(body, "description");
  manager.grouping_rule.value = text(body, "grouping_rule_id");
  manager.service.value = text(body, "service_id");
  element notification_config;
  if (body["notification_config"].get(notification_config) == simdjson::SUCCESS) {
    manager.webhook_url = text(notification_config, "webhook_url");
  }
  return manager;
}

std::variant<EscalationPolicy, Violations> escalation_policy_from(element body) {
  EscalationPolicy policy;
  Violations violations;
  policy.id.value = text(body, "id");
  policy.name = text(body, "name");
  policy.monitored_service.value = text(body, "monitored_service_id");
  policy.acknowledgement_delay =
      duration_within(body, "acknowledgement_delay", "", shortest_delay, max_delay, violations)
          .value_or(policy.acknowledgement_delay);
  policy.repeat = static_cast<std::uint16_t>(whole_number(body, "repeat").value_or(0));
  bool repage = false;
  if (body["repage_on_severity_rise"].get(repage) == simdjson::SUCCESS) {
    policy.repage_on_severity_rise = repage;
  }
  for (const auto level : simdjson::dom::array(body["levels"])) {
    policy.levels.push_back(level_from(level, policy.levels.size(), violations));
  }
  return unless(std::move(violations), std::move(policy));
}

}  // namespace tocsin::adapters::http
