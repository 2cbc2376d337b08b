#include "adapters/http/subscriptions/subscription_bodies.hpp"

#include <utility>

#include "adapters/http/api/members.hpp"
#include "domain/kernel/words.hpp"

namespace tocsin::adapters::http {

using domain::AlertPattern;
using domain::Endpoint;
using domain::Subscription;
using simdjson::dom::element;

namespace {

std::string unless_any(const std::string& word) { return word == "*" ? std::string{} : word; }

std::variant<AlertPattern, Violations> pattern_from(element body) {
  AlertPattern pattern{unless_any(text(body, "severity")),
                       unless_any(text(body, "source")),
                       unless_any(text(body, "name"))};
  if (pattern == AlertPattern{}) {
    return Violations{{"", "must not have * in all of severity, source and name"}};
  }
  return pattern;
}

std::optional<std::uint64_t> version_of(element body) {
  const auto version = whole_number(body, "version");
  if (!version) return std::nullopt;
  return static_cast<std::uint64_t>(*version);
}

// The same endpoint twice would be told once: a slip that is better said.
Violations add_endpoints(element body, Subscription& subscription) {
  simdjson::dom::array endpoints;
  if (body["endpoints"].get(endpoints) != simdjson::SUCCESS) return {};
  for (const auto one : endpoints) {
    auto endpoint = endpoint_from(one);
    if (subscription.has_endpoint(endpoint.channel, endpoint.address)) {
      return {{"/endpoints" + json::pointer_step(subscription.endpoints.size()),
               "is a duplicate endpoint"}};
    }
    subscription.endpoints.push_back(std::move(endpoint));
  }
  return {};
}

}  // namespace

domain::Client client_from(element body) {
  domain::Client client;
  client.id.value = text(body, "client_id");
  client.name = text(body, "name");
  return client;
}

std::variant<Subscription, Violations> rule_from(element body) {
  auto pattern = pattern_from(body);
  if (auto* violations = std::get_if<Violations>(&pattern)) return std::move(*violations);
  Subscription subscription;
  subscription.client.value = text(body, "client_id");
  subscription.pattern = std::get<AlertPattern>(std::move(pattern));
  bool enabled = true;
  if (body["enabled"].get(enabled) == simdjson::SUCCESS) subscription.enabled = enabled;
  auto violations = add_endpoints(body, subscription);
  if (!violations.empty()) return violations;
  return subscription;
}

Endpoint endpoint_from(element body) {
  Endpoint endpoint;
  endpoint.channel = domain::from_word<domain::Channel>(std::string_view{body["type"]}).value();
  endpoint.address = text(body, "value");
  return endpoint;
}

std::variant<SubscriptionChange, Violations> subscription_change_from(element body) {
  auto pattern = pattern_from(body);
  if (auto* violations = std::get_if<Violations>(&pattern)) return std::move(*violations);
  return SubscriptionChange{std::get<AlertPattern>(std::move(pattern)), version_of(body).value()};
}

Toggle toggle_from(element body) { return {bool{body["enabled"]}, version_of(body)}; }

}  // namespace tocsin::adapters::http
