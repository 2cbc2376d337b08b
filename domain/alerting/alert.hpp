#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/alerting/event.hpp"
#include "domain/kernel/ids.hpp"
#include "domain/kernel/optional_box.hpp"
#include "domain/kernel/severity.hpp"
#include "domain/kernel/time.hpp"
#include "domain/kernel/words.hpp"
#include "domain/paging/escalation.hpp"

namespace tocsin::domain {

enum class AlertType { parent, child };
constexpr Words<2> words(AlertType) { return {"parent", "child"}; }

enum class AlertStatus { active, acknowledged, resolved };
constexpr Words<3> words(AlertStatus) { return {"active", "acknowledged", "resolved"}; }

enum class AcknowledgeOutcome { accepted, already_acknowledged, already_resolved };
constexpr Words<3> words(AcknowledgeOutcome) {
  return {"accepted", "already_acknowledged", "already_resolved"};
}

// How an alert stands to the alert that it was opened under.
enum class Kinship {
  none,     // opened under no other alert
  child,    // joined the group of an event manager: its parent pages and notifies for it
  related,  // raised by Tocsin shortly after one of the same or a linked service: shown under that
            // one, and pages and notifies on its own
};

enum class ResolveOutcome { resolved, waits_for_children, already_resolved };
constexpr Words<3> words(ResolveOutcome) {
  return {"resolved", "waits_for_children", "already_resolved"};
}

// By what an open alert is found again. Alerts that came without an event manager are told apart
// by their service. A view: valid as long as what it was made from.
struct AlertKey {
  std::string_view tenant;
  std::string_view manager;
  std::string_view service;  // only without a manager
  std::string_view dedup_key;

  bool operator==(const AlertKey&) const = default;
};

// By what the parent of a group is found. A view, as AlertKey.
struct GroupKey {
  std::string_view tenant;
  std::string_view manager;
  std::string_view field;
  std::string_view value;

  bool operator==(const GroupKey&) const = default;
};

// What holds the alerts of a group together, and until when new ones may join. It keeps the window
// that its rule had when the group was opened.
struct Group {
  std::string field;
  std::string value;
  Time closes_at;

  bool operator==(const Group&) const = default;
};

// Who did it, and when.
struct Mark {
  std::string by;
  Time at;

  bool operator==(const Mark&) const = default;
};

// An incident that the alert may have opened elsewhere, and for which client when it is one's.
struct Incident {
  Target target;
  ClientId client;

  bool operator==(const Incident&) const = default;
};

// What a repeated trigger did to an alert that was open already.
struct RepeatEffect {
  bool severity_rose = false;
  bool resolve_withdrawn = false;
};

// What is counted of an open alert, and when it was last heard of: all that changes with most
// repeats, and of a parent with each child.
struct Tally {
  std::uint32_t child_count = 0;
  std::uint32_t active_children = 0;
  std::uint32_t event_count = 0;
  std::uint32_t suppressed_count = 0;
  Time updated_at;
  Time occurred_at;

  bool operator==(const Tally&) const = default;
};

// The event manager of the alerts that Tocsin raises itself, from log lines and signals. Nobody
// can configure it.
inline constexpr std::string_view own_manager = "tocsin";

// One episode of one trouble, from its first trigger to its resolve. A parent holds its group
// together and is the one people hear of; a child is counted under its parent. What is resolved
// never opens again: the next trigger of its key opens a new alert.
struct Alert {
  AlertId id;
  TenantId tenant;
  EventManagerId manager;  // empty when it came straight to its service
  ServiceId service;       // empty when it pages nobody
  std::string dedup_key;
  std::string summary;
  Severity severity;
  std::string class_name;
  Fields fields;

  std::optional<AlertId> parent;  // of a child
  std::string parent_dedup_key;   // of a child, for those who look at it
  OptionalBox<Group> group;       // of a parent that others may join
  std::uint32_t child_count = 0;  // ever attached
  std::uint32_t active_children = 0;
  bool resolve_requested = false;  // resolves when its last child does

  std::uint32_t event_count = 1;
  std::uint32_t suppressed_count = 0;  // alerts that paged nobody because of this outage
  OptionalBox<Escalation> escalation;  // of the alert that people are paged for
  OptionalBox<Mark> acknowledgement;
  OptionalBox<Mark> resolution;
  OptionalBox<std::vector<Incident>> incidents;  // they follow the alert

  Time opened_at;
  Time updated_at;
  Time occurred_at;  // of the latest trigger

  AlertType type() const { return parent ? AlertType::child : AlertType::parent; }
  Kinship kinship() const;
  AlertStatus status() const;
  bool is_open() const { return !resolution; }
  AlertKey key() const;
  std::optional<GroupKey> group_key() const;
  bool takes_children_at(Time now) const;

  // Its group has another parent from now on: others join that one.
  void close_group(Time now);

  // Is the alert waiting for an answer to its pages?
  bool is_escalating() const;

  // The same trouble, told again. The severity only ever rises.
  RepeatEffect repeat(const Event& event, Time now);

  // Nobody has answered the pages of that epoch in time.
  TimeoutOutcome time_out(std::uint32_t epoch, Time now);

  // Whether this alert pages and notifies on its own; a child does not, its parent does.
  bool speaks_for_itself() const { return kinship() != Kinship::child; }

  // Another alert of the group joins under this parent, which waits for it. It belongs to the
  // parent's service, also when its event manager names another one by now: a group pages for one.
  void adopt(Alert& child);

  // Another alert may have come of the same trouble: it is shown and counted under this parent, but
  // each ends by itself.
  void relate(Alert& other);

  // Ends the paging. The first answer stands; a later one changes nothing.
  AcknowledgeOutcome acknowledge(const std::string& by, Time now);

  // Has it been answered under a policy that wants a graver alert answered again?
  bool wants_repage() const;

  // What had been acknowledged has become graver: it wants an answer again, from the first level.
  void withdraw_acknowledgement(Time now);

  // It is about to open an incident there. False when that is known: one address has one.
  bool note_incident(const Incident& incident);

  // A parent with active children waits for the last of them.
  ResolveOutcome resolve(const std::string& by, Time now);

  // One of its children is resolved. True when this was what its own resolve waited for.
  bool child_resolved(Time now);

  // Continues the escalation of an outage whose alert has been resolved, at the same level.
  void take_over(const Escalation& escalation, Time now);

  Tally tally() const;
  void set_tally(const Tally& tally);

  bool operator==(const Alert&) const = default;
};

// A new alert as an event describes it: a parent of nobody, in no group, with nobody paged.
Alert open_alert(AlertId id, const Event& event, const ServiceId& service, Time now);

}  // namespace tocsin::domain
