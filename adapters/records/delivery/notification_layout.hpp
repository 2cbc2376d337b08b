#pragma once

#include <string_view>

#include "adapters/records/channels/target_layout.hpp"
#include "adapters/records/kernel/layout.hpp"
#include "domain/delivery/notification.hpp"

namespace tocsin::adapters::records {

template <>
struct Layout<domain::Attempt> {
  static void each(auto& attempt, auto&& field) {
    field("at", attempt.at);
    field("outcome", attempt.outcome);
    field("detail", attempt.detail);
  }
};

template <>
struct Layout<domain::Delivery> {
  static void each(auto& delivery, auto&& field) {
    field("target", delivery.target);
    field("status", delivery.status);
    field("attempt_count", delivery.attempt_count);
    field("attempts", delivery.attempts);
    field("possibly_repeated", delivery.possibly_repeated);
    field("has_slot", delivery.has_slot);
    field("gives_up_at", delivery.gives_up_at);
    field("next_attempt_at", delivery.next_attempt_at);
    field("meant_for", delivery.meant_for);
  }
};

template <>
struct Layout<domain::AlertFacts> {
  static void each(auto& facts, auto&& field) {
    field("manager", facts.manager);
    field("service", facts.service);
    field("dedup_key", facts.dedup_key);
    field("summary", facts.summary);
    field("severity", facts.severity);
    field("status", facts.status);
    field("type", facts.type);
    field("child_count", facts.child_count);
    field("at", facts.at);
    field("source", facts.source);
    field("name", facts.name);
    field("context", facts.context);
  }
};

template <>
struct Layout<domain::Notification> {
  static constexpr std::string_view kind = "notification";
  static constexpr unsigned format = 1;

  static void each(auto& notification, auto&& field) {
    field("id", notification.id);
    field("tenant", notification.tenant);
    field("alert", notification.alert);
    field("kind", notification.kind);
    field("level", notification.level);
    field("epoch", notification.epoch);
    field("client", notification.client);
    field("subscriptions", notification.subscriptions);
    field("about", notification.about);
    field("deliveries", notification.deliveries);
    field("created_at", notification.created_at);
    field("run", notification.run);
  }
};

}  // namespace tocsin::adapters::records
