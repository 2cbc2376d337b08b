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
  repeated,   // the alert was open already
  overtaken,  // its resolve had come before it: opened and resolved at once
  acknowledged,
  already_acknowledged,
  resolved,
  resolve_requested,  // resolves when its last child does
  stale,              // a resolve of an episode before the open one
  no_open_alert,      // nothing to acknowledge or resolve
  announced,          // somebody else's alert: subscribers are told of it
  already_announced,  // and had been told before
  unmatched,          // and nobody has subscribed to such
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

// What became of an event.
struct EventAnswer {
  EventOutcome outcome = EventOutcome::no_open_alert;
  std::optional<AlertId> alert;
  AlertType type = AlertType::parent;

  bool operator==(const EventAnswer&) const = default;
};

// The answer to an event whose sender gave it an id: the same id again gets the same answer.
struct EventReceipt {
  static constexpr Duration kept_for = std::chrono::days{7};

  TenantId tenant;
  std::string event_id;  // together with its event manager: each has ids of its own
  EventAnswer answer;
  Time received_at;

  bool operator==(const EventReceipt&) const = default;
};

}  // namespace tocsin::domain
