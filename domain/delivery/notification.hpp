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

// A page goes to the targets of a level, word of a parent alert to its manager's webhook, and a
// match to a client that has subscribed to such alerts. Two keep an incident elsewhere in step with
// its alert. A workflow message is what a step of a run tells.
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

// The alert as it was when there was something to tell: what a message is made of. Of a workflow
// message: its text is the summary, the workflow is the name, its id the dedup key, and the subject
// of the signals the source.
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
  std::string source;  // from here on: by what subscriptions match it
  std::string name;
  Fields context;  // of other messages than matches: the trace alone

  bool operator==(const AlertFacts&) const = default;
};

AlertFacts facts_of(const Alert& alert, Time now);

// The intent to tell somebody one thing: the target of a policy, a webhook, or a client on all its
// endpoints.
struct Notification {
  NotificationId id;
  TenantId tenant;
  AlertId alert;
  NotificationKind kind = NotificationKind::page;
  std::uint16_t level = 0;                    // of a page
  std::uint32_t epoch = 0;                    // of a page: that of the escalation it is from
  ClientId client;                            // of a match
  std::vector<SubscriptionId> subscriptions;  // of a match
  std::optional<RunId> run;                   // of a workflow message
  AlertFacts about;
  std::vector<Delivery>
      deliveries;  // one for each distinct channel and address; none: nobody there
  Time created_at;

  // Is it about no alert that is kept here? One that was only announced, or none at all.
  bool is_foreign() const { return about.manager.empty() && about.service.empty(); }

  // Does it tell of a trouble, so that PagerDuty opens an incident for it?
  bool opens_incidents() const;
  // Does it only keep an incident in step? Nobody but who has the incident is helped by it.
  bool settles_incident() const {
    return kind == NotificationKind::incident_acknowledged ||
           kind == NotificationKind::incident_resolved;
  }

  NotificationStatus status() const;
  bool is_live() const;

  // Nothing will happen to it any more.
  bool has_ended() const;

  // Has it been given up before, and is tried again because somebody wanted that?
  bool was_revived(std::size_t delivery) const {
    return deliveries[delivery].gives_up_at != created_at + Delivery::lifetime;
  }

  // The idempotency key of a delivery, for all its attempts, over retries and restarts.
  std::string key_of(std::size_t delivery) const;

  // Spreads retries without a source of chance: the same delivery waits the same each time.
  double spread_of(std::size_t delivery) const;

  // What another delivery does that goes to the same address: both were diverted there.
  enum class Twin { none, in_flight, sent };
  Twin twin_of(std::size_t delivery) const;

  // It has arrived: those that wait to go to the same address need not.
  void cancel_twins_of(std::size_t delivery);

  void lose_track(Time now);
  void cancel();

  bool operator==(const Notification&) const = default;
};

// One for each enabled endpoint of the subscription that is not among them yet.
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
