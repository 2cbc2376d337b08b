#include "adapters/http/paging/policy_body.hpp"

#include <chrono>
#include <cstdint>
#include <string>
#include <utility>

#include "adapters/http/api/duration_member.hpp"
#include "adapters/http/api/members.hpp"
#include "domain/kernel/time.hpp"
#include "domain/kernel/words.hpp"

namespace tocsin::adapters::http {

using domain::Channel;
using domain::EscalationPolicy;
using domain::Level;
using domain::Target;
using simdjson::dom::element;

namespace {

constexpr DurationBounds delay_bounds{domain::Duration{100}, std::chrono::hours{168}};

// Seed 004, Pager, writes "SMS".
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
    violations.push_back(
        {pointer + "/id", "must be " + std::to_string(position) + ", the position of the level"});
  }
  level.acknowledgement_delay =
      duration_within(body, "acknowledgement_delay", pointer, delay_bounds, violations);
  for (const auto target : simdjson::dom::array(body["targets"])) {
    level.targets.push_back(target_from(target));
  }
  return level;
}

}  // namespace

std::variant<EscalationPolicy, Violations> escalation_policy_from(element body) {
  EscalationPolicy policy;
  Violations violations;
  policy.id.value = text(body, "id");
  policy.name = text(body, "name");
  policy.monitored_service.value = text(body, "monitored_service_id");
  policy.acknowledgement_delay =
      duration_within(body, "acknowledgement_delay", "", delay_bounds, violations)
          .value_or(policy.acknowledgement_delay);
  policy.repeat = static_cast<std::uint16_t>(whole_number(body, "repeat").value_or(0));
  bool repage = false;
  if (body["repage_on_severity_rise"].get(repage) == simdjson::SUCCESS) {
    policy.repage_on_severity_rise = repage;
  }
  for (const auto level : simdjson::dom::array(body["levels"])) {
    policy.levels.push_back(level_from(level, policy.levels.size(), violations));
  }
  if (!violations.empty()) return violations;
  return policy;
}

}  // namespace tocsin::adapters::http
