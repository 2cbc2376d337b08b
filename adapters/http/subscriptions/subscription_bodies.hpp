#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>

#include <simdjson.h>

#include "adapters/http/api/body_reader.hpp"
#include "domain/subscriptions/client.hpp"
#include "domain/subscriptions/subscription.hpp"

namespace tocsin::adapters::http {

// Reads clients, rules and endpoints from bodies that agree with their schemas. The results have no
// tenant and no generated ids. Violations for errors that the schema cannot express.
domain::Client client_from(simdjson::dom::element body);
std::variant<domain::Subscription, Violations> rule_from(simdjson::dom::element body);
domain::Endpoint endpoint_from(simdjson::dom::element body);

struct SubscriptionChange {
  domain::AlertPattern pattern;
  std::uint64_t version = 0;
};

std::variant<SubscriptionChange, Violations> subscription_change_from(simdjson::dom::element body);

struct Toggle {
  bool enabled = false;
  std::optional<std::uint64_t> version;
};

Toggle toggle_from(simdjson::dom::element body);

}  // namespace tocsin::adapters::http
