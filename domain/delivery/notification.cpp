#include "domain/delivery/notification.hpp"

#include <algorithm>
#include <utility>

#include "domain/channels/address.hpp"

namespace tocsin::domain {

namespace {

bool is_same_place(const Delivery& one, const Delivery& other) {
  return one.target.channel == other.target.channel && one.target.address == other.target.address;
}

}  // namespace

AlertFacts facts_of(const Alert& alert, Time now) {
  AlertFacts facts;
  facts.manager = alert.manager;
  facts.service = alert.service;
  facts.dedup_key = alert.dedup_key;
  facts.summary = alert.summary;
  facts.severity = alert.severity;
  facts.status = alert.status();
  facts.type = alert.type();
  facts.child_count = alert.child_count;
  if (const auto trace = alert.fields.find("trace_id")) facts.context.add("trace_id", *trace);
  facts.at = now;
  return facts;
}

bool Notification::opens_incidents() const {
  return !settles_incident() && kind != NotificationKind::alert_resolved;
}

bool Notification::tells_state_to(const Target& target) const {
  return settles_incident() || kind == NotificationKind::alert_opened ||
         kind == NotificationKind::alert_resolved || target.channel == Channel::pagerduty;
}

bool Notification::is_telling_state_to(const Target& target) const {
  return tells_state_to(target) &&
         std::any_of(deliveries.begin(), deliveries.end(), [&](const Delivery& delivery) {
           return delivery.is_in_flight() && delivery.target.channel == target.channel &&
                  delivery.target.address == target.address;
         });
}

NotificationStatus Notification::status() const {
  const auto some = [this](auto is) {
    return std::any_of(deliveries.begin(), deliveries.end(), [is](const Delivery& delivery) {
      return is(delivery.status);
    });
  };
  const bool some_live = std::any_of(
      deliveries.begin(), deliveries.end(), [](const Delivery& one) { return one.is_live(); });
  const bool some_failed = some([](auto is) { return is == DeliveryStatus::failed; });

  if (some([](auto is) { return is == DeliveryStatus::sent; })) {
    return some_live || some_failed ? NotificationStatus::partial : NotificationStatus::sent;
  }
  if (some_live) return NotificationStatus::pending;
  if (some_failed || deliveries.empty()) return NotificationStatus::failed;
  return kind == NotificationKind::match ? NotificationStatus::suppressed
                                         : NotificationStatus::cancelled;
}

bool Notification::is_live() const {
  return std::any_of(
      deliveries.begin(), deliveries.end(), [](const Delivery& one) { return one.is_live(); });
}

bool Notification::has_ended() const {
  return std::all_of(
      deliveries.begin(), deliveries.end(), [](const Delivery& one) { return one.has_ended(); });
}

std::string Notification::key_of(std::size_t delivery) const {
  auto key = to_text(id);
  if (delivery > 0) key.append("-").append(std::to_string(delivery));
  return key;
}

double Notification::spread_of(std::size_t delivery) const {
  const auto* bytes = id.value.data;
  const auto mixed = static_cast<std::size_t>(bytes[15]) +
                     (deliveries[delivery].attempt_count * std::size_t{97}) + delivery * 31;
  return static_cast<double>(mixed % 256U) / 255.0;
}

Notification::Twin Notification::twin_of(std::size_t delivery) const {
  auto twin = Twin::none;
  for (const auto& other : deliveries) {
    if (&other == &deliveries[delivery] || !is_same_place(other, deliveries[delivery])) continue;
    if (other.status == DeliveryStatus::sent) return Twin::sent;
    if (other.is_in_flight()) twin = Twin::in_flight;
  }
  return twin;
}

void Notification::cancel_twins_of(std::size_t delivery) {
  for (auto& other : deliveries) {
    const bool waits = other.status == DeliveryStatus::pending;
    if (waits && is_same_place(other, deliveries[delivery])) other.cancel();
  }
}

void add_deliveries(Notification& notification, const Subscription& subscription, Time now) {
  for (const auto& endpoint : subscription.endpoints) {
    if (!endpoint.enabled) continue;
    for (const auto address : addresses_in(endpoint.channel, endpoint.address)) {
      auto delivery =
          delivery_to({notification.client.value, endpoint.channel, std::string{address}}, now);
      const bool is_known =
          std::any_of(notification.deliveries.begin(),
                      notification.deliveries.end(),
                      [&](const Delivery& other) { return is_same_place(other, delivery); });
      if (!is_known) notification.deliveries.push_back(std::move(delivery));
    }
  }
}

void Notification::lose_track(Time now) {
  for (auto& delivery : deliveries)
    delivery.lose_track(now);
}

void Notification::cancel() {
  for (auto& delivery : deliveries)
    delivery.cancel();
}

}  // namespace tocsin::domain
