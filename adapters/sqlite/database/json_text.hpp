#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/alerting/event.hpp"
#include "domain/delivery/notification.hpp"
#include "domain/paging/escalation_policy.hpp"
#include "domain/subscriptions/subscription.hpp"

namespace tocsin::adapters::sqlite {

// Lists inside a row are stored as JSON text. A list that is mostly empty is NULL if it is empty.
std::optional<std::string> json_of(const domain::Fields& fields);
// [target, channel, address, original [target, channel, address] or null, status, attempt count,
// [[at, outcome, detail], …], possible duplicate, has slot, gives up at, next attempt at]
std::optional<std::string> json_of(const std::vector<domain::Delivery>& deliveries);
std::optional<std::string> json_of(const std::vector<domain::SubscriptionId>& ids);
// [target, address, client]
std::optional<std::string> json_of(const std::vector<domain::Incident>& incidents);
std::string json_of(const std::vector<domain::ClientId>& ids);
std::string json_of(const std::vector<domain::ServiceId>& ids);
std::string json_of(const std::vector<std::string>& texts);
// [id, channel, address, enabled, created at, updated at]
std::string json_of(const std::vector<domain::Endpoint>& endpoints);
std::string json_of(const std::vector<domain::Level>& levels);

// Parses the text of json_of; nothing if it is in another form.
std::optional<domain::Fields> fields_from(std::string_view json);
std::optional<std::vector<domain::Delivery>> deliveries_from(std::string_view json);
std::optional<std::vector<domain::SubscriptionId>> subscription_ids_from(std::string_view json);
std::optional<std::vector<domain::Incident>> incidents_from(std::string_view json);
std::optional<std::vector<domain::ClientId>> client_ids_from(std::string_view json);
std::optional<std::vector<domain::ServiceId>> service_ids_from(std::string_view json);
std::optional<std::vector<domain::Endpoint>> endpoints_from(std::string_view json);
std::optional<std::vector<std::string>> texts_from(std::string_view json);
std::optional<std::vector<domain::Level>> levels_from(std::string_view json);

}  // namespace tocsin::adapters::sqlite
