#pragma once

#include <string_view>

#include "adapters/records/kernel/layout.hpp"
#include "adapters/records/subscriptions/announced_record.hpp"
#include "domain/subscriptions/client.hpp"
#include "domain/subscriptions/subscription.hpp"

namespace tocsin::adapters::records {

template <>
struct Layout<AnnouncedRecord> {
  static constexpr std::string_view kind = "announced alert";
  static constexpr unsigned format = 1;

  static void each(auto& announced, auto&& field) {
    field("tenant", announced.tenant);
    field("alert", announced.alert);
    field("clients", announced.clients);
    field("told_at", announced.told_at);
  }
};

template <>
struct Layout<domain::Client> {
  static constexpr std::string_view kind = "client";
  static constexpr unsigned format = 1;

  static void each(auto& client, auto&& field) {
    field("tenant", client.tenant);
    field("id", client.id);
    field("name", client.name);
    field("enabled", client.enabled);
    field("created_at", client.created_at);
    field("updated_at", client.updated_at);
  }
};

template <>
struct Layout<domain::AlertPattern> {
  static void each(auto& pattern, auto&& field) {
    field("severity", pattern.severity);
    field("source", pattern.source);
    field("name", pattern.name);
  }
};

template <>
struct Layout<domain::Endpoint> {
  static void each(auto& endpoint, auto&& field) {
    field("id", endpoint.id);
    field("channel", endpoint.channel);
    field("address", endpoint.address);
    field("enabled", endpoint.enabled);
    field("created_at", endpoint.created_at);
    field("updated_at", endpoint.updated_at);
  }
};

template <>
struct Layout<domain::Subscription> {
  static constexpr std::string_view kind = "subscription";
  static constexpr unsigned format = 1;

  static void each(auto& subscription, auto&& field) {
    field("tenant", subscription.tenant);
    field("id", subscription.id);
    field("client", subscription.client);
    field("pattern", subscription.pattern);
    field("enabled", subscription.enabled);
    field("version", subscription.version);
    field("endpoints", subscription.endpoints);
    field("created_at", subscription.created_at);
    field("updated_at", subscription.updated_at);
  }
};

}  // namespace tocsin::adapters::records
