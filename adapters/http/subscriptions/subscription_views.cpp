#include "adapters/http/subscriptions/subscription_views.hpp"

#include <nlohmann/json.hpp>

#include "domain/kernel/words.hpp"

namespace tocsin::adapters::http {

using domain::to_text;
using nlohmann::ordered_json;

namespace {

const std::string& or_any(const std::string& word) {
  static const std::string any{"*"};
  return word.empty() ? any : word;
}

}  // namespace

ordered_json view_of(const domain::Client& client) {
  return {{"client_id", client.id.value},
          {"name", client.name},
          {"enabled", client.enabled},
          {"created_at", to_text(client.created_at)},
          {"updated_at", to_text(client.updated_at)}};
}

ordered_json view_of(const domain::Subscription& subscription) {
  return {{"rule_id", to_text(subscription.id)},
          {"client_id", subscription.client.value},
          {"severity", or_any(subscription.pattern.severity)},
          {"source", or_any(subscription.pattern.source)},
          {"name", or_any(subscription.pattern.name)},
          {"enabled", subscription.enabled},
          {"version", subscription.version},
          {"created_at", to_text(subscription.created_at)},
          {"updated_at", to_text(subscription.updated_at)}};
}

ordered_json view_of(const domain::Endpoint& endpoint,
                     const domain::SubscriptionId& subscription,
                     Secrets secrets) {
  return {{"endpoint_id", to_text(endpoint.id)},
          {"rule_id", to_text(subscription)},
          {"type", word_for(endpoint.channel)},
          {"value", address_of({{}, endpoint.channel, endpoint.address}, secrets)},
          {"enabled", endpoint.enabled},
          {"created_at", to_text(endpoint.created_at)},
          {"updated_at", to_text(endpoint.updated_at)}};
}

}  // namespace tocsin::adapters::http
