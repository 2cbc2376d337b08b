#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "domain/alerting/alert.hpp"
#include "domain/delivery/delivery.hpp"
#include "domain/kernel/words.hpp"
#include "domain/subscriptions/subscription.hpp"

namespace tocsin::domain {

// The kinds of notifications. A page goes to the targets of a level, an update of a parent alert to
// its event manager's webhook, and a match to a client with a matching subscription. Two kinds keep
// an incident elsewhere in step with its alert. A workflow message is the output of a workflow
// step.
enum class NotificationKind {
  page,
  alert_opened,
  alert_resolved,
  match,
  incident_acknowledged,
  incident_resolved,
  workflow_message,
};
constexpr Words<7> words(NotificationKind) {
  return {"page",
          "alert_opened",
          "alert_resolved",
          "match",
          "incident_acknowledged",
          "incident_resolved",
          "workflow_message"};
}

enum class NotificationStatus { pending, sent, partial, failed, cancelled, suppressed };
constexpr Words<6> words(NotificationStatus) {
  return {"pending", "sent", "partial", "failed", "cancelled", "suppressed"};
}

// The alert when the notification was created: the content of its messages. For a workflow message,
// the summary is its text, the name is the workflow, the dedup key is the workflow's id, and the
// source is the subject of the signals.
struct AlertFacts {
  EventManagerId manager;
  ServiceId service;
  std::string dedup_key;
  std::string summary;
  Severity severity;
  AlertStatus status = AlertStatus::active;
  AlertType type = AlertType::parent;
  std::uint32_t child_count = 0;
  Time at;
  std::string source;  // from here on: the fields that subscriptions match
  std::string name;
  Fields context;  // if not a match: the trace alone

  bool operator==(const AlertFacts&) const = default;
};

AlertFacts facts_of(const Alert& alert, Time now);

// One message for one recipient: the target of a policy, a webhook, or a client on all of its
// endpoints.
struct Notification {
  NotificationId id;
  TenantId tenant;
  AlertId alert;
  NotificationKind kind = NotificationKind::page;
  std::uint16_t level = 0;                    // only of a page
  std::uint32_t epoch = 0;                    // only of a page: epoch of its escalation
  ClientId client;                            // only of a match
  std::vector<SubscriptionId> subscriptions;  // only of a match
  std::optional<RunId> run;                   // only of a workflow message
  AlertFacts about;
  std::vector<Delivery>
      deliveries;  // one for each distinct channel and address; none: no recipient
  Time created_at;

  // Whether it is about no alert that Tocsin stores: an announced one, or none at all.
  bool is_foreign() const { return about.manager.empty() && about.service.empty(); }

  // Whether it reports a problem, so that PagerDuty opens an incident for it.
  bool opens_incidents() const;
  // Whether it only keeps an incident in step. It is useful only to the target with the incident.
  bool settles_incident() const {
    return kind == NotificationKind::incident_acknowledged ||
           kind == NotificationKind::incident_resolved;
  }

  // Whether the recipient keeps the state of the alert, so that the order of the messages matters.
  bool tells_state_to(const Target& target) const;
  // Whether an attempt to do so is in flight.
  bool is_telling_state_to(const Target& target) const;

  NotificationStatus status() const;
  bool is_live() const;

  // Whether nothing will happen to the notification any more.
  bool has_ended() const;

  // Whether the delivery had failed permanently and is retried on request.
  bool was_revived(std::size_t delivery) const {
    return deliveries[delivery].gives_up_at != created_at + Delivery::lifetime;
  }

  // The idempotency key of a delivery, for all its attempts, across retries and restarts.
  std::string key_of(std::size_t delivery) const;

  // The spread of a delivery's retries, without randomness: the same delivery gets the same value
  // each time.
  double spread_of(std::size_t delivery) const;

  // The state of another delivery to the same address: both were sent to the same fallback.
  enum class Twin { none, in_flight, sent };
  Twin twin_of(std::size_t delivery) const;

  // Cancels the deliveries that wait for the same address, because this one has arrived.
  void cancel_twins_of(std::size_t delivery);

  void lose_track(Time now);
  void cancel();

  bool operator==(const Notification&) const = default;
};

// Adds one delivery for each address of the subscription's enabled endpoints that has none yet.
// Each address of a list of e-mail addresses has its own: a server may accept one and reject
// another.
void add_deliveries(Notification& notification, const Subscription& subscription, Time now);

// One of the deliveries of a notification.
struct DeliveryRef {
  NotificationId notification;
  std::uint16_t index = 0;

  friend bool operator==(const DeliveryRef&, const DeliveryRef&) = default;
  friend bool operator<(const DeliveryRef& a, const DeliveryRef& b) {
    return a.notification == b.notification ? a.index < b.index : a.notification < b.notification;
  }
};

}  // namespace tocsin::domain
