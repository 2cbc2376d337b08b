#pragma once

#include <string_view>

#include "adapters/records/kernel/layout.hpp"
#include "domain/alerting/early_resolve.hpp"
#include "domain/alerting/event_answer.hpp"
#include "domain/alerting/event_manager.hpp"
#include "domain/alerting/grouping_rule.hpp"

namespace tocsin::adapters::records {

template <>
struct Layout<domain::EarlyResolve> {
  static constexpr std::string_view kind = "early resolve";
  static constexpr unsigned format = 1;

  static void each(auto& resolve, auto&& field) {
    field("tenant", resolve.tenant);
    field("manager", resolve.manager);
    field("dedup_key", resolve.dedup_key);
    field("occurred_at", resolve.occurred_at);
    field("received_at", resolve.received_at);
  }
};

template <>
struct Layout<domain::EventAnswer> {
  static void each(auto& answer, auto&& field) {
    field("outcome", answer.outcome);
    field("type", answer.type);
    field("alert", answer.alert);
  }
};

template <>
struct Layout<domain::EventReceipt> {
  static constexpr std::string_view kind = "event receipt";
  static constexpr unsigned format = 1;

  static void each(auto& receipt, auto&& field) {
    field("tenant", receipt.tenant);
    field("event_id", receipt.event_id);
    field("answer", receipt.answer);
    field("received_at", receipt.received_at);
  }
};

template <>
struct Layout<domain::EventManager> {
  static constexpr std::string_view kind = "event manager";
  static constexpr unsigned format = 1;

  static void each(auto& manager, auto&& field) {
    field("tenant", manager.tenant);
    field("id", manager.id);
    field("name", manager.name);
    field("description", manager.description);
    field("grouping_rule", manager.grouping_rule);
    field("service", manager.service);
    field("webhook_url", manager.webhook_url);
    field("created_at", manager.created_at);
    field("updated_at", manager.updated_at);
  }
};

template <>
struct Layout<domain::GroupingRule> {
  static constexpr std::string_view kind = "grouping rule";
  static constexpr unsigned format = 1;

  static void each(auto& rule, auto&& field) {
    field("tenant", rule.tenant);
    field("id", rule.id);
    field("name", rule.name);
    field("key", rule.key);
    field("window", rule.window);
    field("created_at", rule.created_at);
    field("updated_at", rule.updated_at);
  }
};

}  // namespace tocsin::adapters::records
