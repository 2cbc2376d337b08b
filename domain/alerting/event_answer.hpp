#pragma once

#include <optional>
#include <string>

#include "domain/alerting/alert.hpp"
#include "domain/kernel/ids.hpp"
#include "domain/kernel/time.hpp"
#include "domain/kernel/words.hpp"

namespace tocsin::domain {

enum class EventOutcome {
  opened,     // a new alert
  joined,     // a new alert, a child of the open group
  repeated,   // the alert was already open
  overtaken,  // its resolve came first: opened and resolved immediately
  acknowledged,
  already_acknowledged,
  resolved,
  resolve_requested,  // resolves when its last child does
  stale,              // a resolve of an occurrence before the open one
  no_open_alert,      // nothing to acknowledge or resolve
  announced,          // an external alert: subscribers are notified
  already_announced,  // an external alert that was already announced
  unmatched,          // an external alert without a matching subscription
};
constexpr Words<13> words(EventOutcome) {
  return {"opened",
          "joined",
          "repeated",
          "overtaken",
          "acknowledged",
          "already_acknowledged",
          "resolved",
          "resolve_requested",
          "stale",
          "no_open_alert",
          "announced",
          "already_announced",
          "unmatched"};
}

// The outcome of an event.
struct EventAnswer {
  EventOutcome outcome = EventOutcome::no_open_alert;
  std::optional<AlertId> alert;
  AlertType type = AlertType::parent;

  bool operator==(const EventAnswer&) const = default;
};

// The response to an event with an id from its sender: the same id again gets the same response.
struct EventReceipt {
  static constexpr Duration kept_for = std::chrono::days{7};

  TenantId tenant;
  std::string event_id;  // unique within its event manager
  EventAnswer answer;
  Time received_at;

  bool operator==(const EventReceipt&) const = default;
};

}  // namespace tocsin::domain
