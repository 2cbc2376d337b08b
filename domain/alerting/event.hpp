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

// "Trigger / acknowledge / resolve this", sent by something that has already decided.
struct Event {
  TenantId tenant;
  EventManagerId manager;
  std::string dedup_key;
  Action action = Action::trigger;
  std::string summary;
  Severity severity;
  std::string class_name;           // what kind of trouble; empty when not said
  Fields fields;                    // whatever else the sender told
  std::string event_id;             // the sender's own id for retries; empty when it has none
  std::optional<Time> occurred_at;  // what the sender's clock said, if it said

  bool operator==(const Event&) const = default;
};

// What a sender's clock said, believed within bounds: such clocks are wrong, and an event from the
// far future or past would decide for ever. Never earlier than 24 h before, nor 5 min after,
// receipt, which it is when nothing was said.
Time believed(std::optional<Time> said, Time received_at);

// When it happened, as far as that is believed.
Time occurred_at(const Event& event, Time received_at);

}  // namespace tocsin::domain
