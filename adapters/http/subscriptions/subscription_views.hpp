#pragma once

#include <string>

#include <nlohmann/json_fwd.hpp>

#include "adapters/http/api/secrets.hpp"
#include "domain/subscriptions/client.hpp"
#include "domain/subscriptions/subscription.hpp"

namespace tocsin::adapters::http {

// Clients, their subscriptions, which the API calls rules, and their endpoints, as the API shows
// them.
nlohmann::ordered_json view_of(const domain::Client& client);
nlohmann::ordered_json view_of(const domain::Subscription& subscription);
nlohmann::ordered_json view_of(const domain::Endpoint& endpoint,
                               const domain::SubscriptionId& subscription,
                               Secrets secrets);

}  // namespace tocsin::adapters::http
