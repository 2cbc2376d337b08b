#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "domain/kernel/fields.hpp"
#include "domain/kernel/ids.hpp"
#include "domain/kernel/severity.hpp"
#include "domain/kernel/time.hpp"
#include "domain/kernel/words.hpp"

namespace tocsin::domain {

enum class Action { trigger, acknowledge, resolve };
constexpr Words<3> words(Action) { return {"trigger", "acknowledge", "resolve"}; }

// A request to trigger, acknowledge or resolve, sent by a system that has already decided.
struct Event {
  TenantId tenant;
  EventManagerId manager;
  std::string dedup_key;
  Action action = Action::trigger;
  std::string summary;
  Severity severity;
  std::string class_name;           // kind of problem; empty if not given
  Fields fields;                    // all other fields of the sender
  std::string event_id;             // the sender's id for retries; empty if none
  std::optional<Time> occurred_at;  // time by the sender's clock, if given

  bool operator==(const Event&) const = default;
};

// Returns the sender's time if it is plausible, or else the time of receipt. An event from the far
// future or past would take precedence permanently, and a time at the bound would be nobody's.
Time believed(std::optional<Time> said, Time received_at);

// Returns the time of the event, as far as it is believed.
Time occurred_at(const Event& event, Time received_at);

}  // namespace tocsin::domain
