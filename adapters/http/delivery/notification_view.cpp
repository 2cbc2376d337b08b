#include "adapters/http/delivery/notification_view.hpp"

#include <string>

#include <nlohmann/json.hpp>

#include "adapters/http/api/answers.hpp"
#include "domain/kernel/words.hpp"

namespace tocsin::adapters::http {

using domain::Channel;
using domain::Delivery;
using domain::DeliveryStatus;
using domain::Notification;
using domain::NotificationKind;
using domain::Target;
using domain::to_text;
using nlohmann::ordered_json;

namespace {

std::string shown_address(const Target& target, Secrets secrets) {
  return address_of(target, target.channel == Channel::pagerduty ? Secrets::hidden : secrets);
}

void add_attempts(ordered_json& view, const Delivery& delivery) {
  auto& attempts = view["attempts"] = ordered_json::array();
  for (const auto& attempt : delivery.attempts) {
    ordered_json shown{{"at", to_text(attempt.at)}, {"outcome", word_for(attempt.outcome)}};
    add_unless_empty(shown, "detail", attempt.detail);
    attempts.push_back(std::move(shown));
  }
  view["attempt_count"] = delivery.attempt_count;
  if (delivery.status == DeliveryStatus::pending) {
    view["next_attempt_at"] = to_text(delivery.next_attempt_at);
  }
}

void add_target(ordered_json& view, const Target& target, Secrets secrets) {
  view["channel"] = word_for(target.channel);
  view["target"] = shown_address(target, secrets);
  add_unless_empty(view, "target_id", target.id);
}

ordered_json delivery_view(const Delivery& delivery, const std::string& key, Secrets secrets) {
  ordered_json view{{"key", key}};
  add_target(view, delivery.target, secrets);
  if (delivery.meant_for) {
    view["meant_for"] = {{"channel", word_for(delivery.meant_for->channel)},
                         {"target", shown_address(*delivery.meant_for, secrets)}};
  }
  view["status"] = word_for(delivery.status);
  add_attempts(view, delivery);
  if (delivery.possibly_repeated) view["possibly_repeated"] = true;
  return view;
}

void add_facts(ordered_json& view, const Notification& notification) {
  const auto& about = notification.about;
  view["severity"] = about.severity.token();
  add_unless_empty(view, "summary", about.summary);
  add_unless_empty(view, "source", about.source);
  add_unless_empty(view, "name", about.name);
  for (const auto& field : about.context)
    view["context"].emplace(field.path, field.value);
}

// What a step of a run tells is about no alert.
void add_run(ordered_json& view, const Notification& notification) {
  const auto& about = notification.about;
  if (notification.run) view["run_id"] = to_text(*notification.run);
  view["workflow_id"] = about.dedup_key;
  view["workflow_name"] = about.name;
  view["org_id"] = about.source;
  view["message"] = about.summary;
}

void add_client(ordered_json& view, const Notification& notification) {
  view["client_id"] = notification.client.value;
  auto& rules = view["rule_ids"] = ordered_json::array();
  for (const auto& id : notification.subscriptions)
    rules.push_back(to_text(id));
}

}  // namespace

ordered_json view_of(const Notification& notification, Secrets secrets) {
  const bool is_of_run =
      notification.run || notification.kind == NotificationKind::workflow_message;
  ordered_json view{{"notification_id", to_text(notification.id)}};
  if (!is_of_run) {
    view["alert_id"] =
        notification.is_foreign() ? notification.about.dedup_key : to_text(notification.alert);
  }
  view["kind"] = word_for(notification.kind);
  if (notification.kind == NotificationKind::page) view["level"] = notification.level;
  if (!notification.client.empty()) add_client(view, notification);
  (is_of_run ? add_run : add_facts)(view, notification);
  view["status"] = word_for(notification.status());
  if (notification.deliveries.empty()) view["reason"] = "no_endpoints";
  auto& deliveries = view["deliveries"] = ordered_json::array();
  for (std::size_t index = 0; index < notification.deliveries.size(); ++index) {
    deliveries.push_back(
        delivery_view(notification.deliveries[index], notification.key_of(index), secrets));
  }
  if (notification.client.empty()) {
    add_target(view, notification.deliveries.front().target, secrets);
    add_attempts(view, notification.deliveries.front());
  }
  view["created_at"] = to_text(notification.created_at);
  return view;
}

}  // namespace tocsin::adapters::http
