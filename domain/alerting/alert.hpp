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

// The relation of an alert to the alert that it was opened under.
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

// Finds an open alert. Alerts without an event manager are distinguished by their service. A view:
// valid as long as its source.
struct AlertKey {
  std::string_view tenant;
  std::string_view manager;
  std::string_view service;  // only without a manager
  std::string_view dedup_key;

  bool operator==(const AlertKey&) const = default;
};

// Finds the parent of a group. A view, as AlertKey.
struct GroupKey {
  std::string_view tenant;
  std::string_view manager;
  std::string_view field;
  std::string_view value;

  bool operator==(const GroupKey&) const = default;
};

// The value that the alerts of a group share, and until when new ones may join. The group keeps the
// window that its rule had when the group was opened.
struct Group {
  std::string field;
  std::string value;
  Time closes_at;

  bool operator==(const Group&) const = default;
};

// The actor and the time of an action.
struct Mark {
  std::string by;
  Time at;

  bool operator==(const Mark&) const = default;
};

// An incident that the alert may have opened elsewhere, and the client if it was opened for one.
struct Incident {
  Target target;
  ClientId client;

  bool operator==(const Incident&) const = default;
};

// The effect of a repeated trigger on an open alert.
struct RepeatEffect {
  bool severity_rose = false;
  bool resolve_withdrawn = false;
};

// The counts and latest times of an open alert: all that changes with most repeats and, for a
// parent, with each child.
struct Tally {
  std::uint32_t child_count = 0;
  std::uint32_t active_children = 0;
  std::uint32_t event_count = 0;
  std::uint32_t suppressed_count = 0;
  Time updated_at;
  Time occurred_at;

  bool operator==(const Tally&) const = default;
};

// The event manager of the alerts that Tocsin raises on its own, from log lines and signals. It
// cannot be configured.
inline constexpr std::string_view own_manager = "tocsin";

// One occurrence of one problem, from its first trigger to its resolve. A parent holds its group
// together, pages and notifies; a child is counted under its parent. A resolved alert never
// reopens: the next trigger of its key opens a new alert.
struct Alert {
  AlertId id;
  TenantId tenant;
  EventManagerId manager;  // empty: received directly for its service
  ServiceId service;       // empty: pages nobody
  std::string dedup_key;
  std::string summary;
  Severity severity;
  std::string class_name;
  Fields fields;

  std::optional<AlertId> parent;  // of a child, or the earlier alert that a related one follows
  std::string parent_dedup_key;   // only of a child, for display
  OptionalBox<Group> group;       // only of a parent that others may join
  std::uint32_t child_count = 0;  // ever attached
  std::uint32_t active_children = 0;
  bool resolve_requested = false;  // resolves when its last child does

  std::uint32_t event_count = 1;
  std::uint32_t suppressed_count = 0;  // alerts that paged nobody because of this outage
  OptionalBox<Escalation> escalation;  // only of the alert that pages for its service
  OptionalBox<Mark> acknowledgement;
  OptionalBox<Mark> resolution;
  OptionalBox<std::vector<Incident>> incidents;  // kept in step with the alert

  Time opened_at;
  Time updated_at;
  Time occurred_at;  // of the latest trigger

  AlertType type() const { return parent ? AlertType::child : AlertType::parent; }
  Kinship kinship() const;
  AlertStatus status() const;
  bool is_open() const { return !resolution; }
  AlertKey key() const;
  std::optional<GroupKey> group_key() const;

  // Whether a new alert may join the group: it is open and the window has not ended. A resolved
  // parent takes no children. Its paging has ended and children page nobody, so a new problem would
  // go unnoticed.
  bool takes_children_at(Time now) const;

  // Closes the group of this parent to new children: the group has another parent from now on.
  void close_group(Time now);

  // Whether the alert is waiting for its pages to be acknowledged.
  bool is_escalating() const;

  // Applies a repeated trigger for the same problem. The severity only ever rises. A parent that
  // speaks for a more severe child keeps the child's summary.
  RepeatEffect repeat(const Event& event, Time now);

  // Applies a timeout: no page of that epoch was acknowledged in time.
  TimeoutOutcome time_out(std::uint32_t epoch, Time now);

  // Whether this alert pages and notifies on its own; a child does not, its parent does.
  bool speaks_for_itself() const { return kinship() != Kinship::child; }

  // Attaches another alert of the group to this parent, which waits for it. The child gets the
  // parent's service even if its event manager names another one by now: a group pages for one
  // service.
  void adopt(Alert& child);

  // Attaches an alert that may have the same cause: it is shown and counted under this parent, but
  // each of the two ends on its own.
  void relate(Alert& other);

  // Ends the paging. The first acknowledgement counts; a later one changes nothing.
  AcknowledgeOutcome acknowledge(const std::string& by, Time now);

  // Takes the severity and the summary of a child that is more severe than this parent, which pages
  // for it. Returns false if it is not.
  bool speak_for(const Alert& child, Time now);

  // Whether the alert pages for its service and its policy pages again when the severity rises.
  bool wants_repage() const;

  // Withdraws an acknowledgement, because it was for something less severe: paging starts again at
  // the first level.
  void page_again(Time now);

  // Records an incident that is about to be opened. Returns false if it is already known: at most
  // one per address.
  bool note_incident(const Incident& incident);

  // Resolves the alert. A parent with active children waits for the last of them.
  ResolveOutcome resolve(const std::string& by, Time now);

  // Counts a child as resolved. Returns true if the parent's own resolve waited for this one.
  bool child_resolved(Time now);

  // Takes the outage from an open alert that is less severe: paging starts again, for this one.
  void take_outage_from(Alert& holder, Time now);

  // Continues the escalation of an outage whose alert has been resolved, at the same level.
  void take_over(const Escalation& from, Time now);

  Tally tally() const;
  void set_tally(const Tally& tally);

  bool operator==(const Alert&) const = default;
};

// Returns a new alert from an event: a parent without children, in no group, with nobody paged.
Alert open_alert(AlertId id, const Event& event, const ServiceId& service, Time now);

}  // namespace tocsin::domain
