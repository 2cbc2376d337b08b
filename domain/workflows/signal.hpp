#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "domain/kernel/fields.hpp"
#include "domain/kernel/ids.hpp"
#include "domain/kernel/time.hpp"

namespace tocsin::domain {

// One observation of a subject: a heartbeat or a measurement. Its fields are the sender's "value"
// and "metadata", flattened: "value.cpu_percent", "value.a.b", "metadata.region"; strings as they
// are, other scalars as their JSON text, so 1000000 stays "1000000"; integers have one: 7 for 7.0.
struct Signal {
  TenantId tenant;
  std::string type;
  std::string subject;              // "org_id" on the wire
  std::optional<Time> occurred_at;  // time by the sender's clock, if given
  Fields fields;

  // Whether its sender can send it again: only a plausible time identifies a signal.
  bool is_identified(Time now) const { return occurred_at && is_plausible(*occurred_at, now); }

  bool operator==(const Signal&) const = default;
};

// Returns the displayed id: "type#subject#unix_ms", and "…#2" for the second of the different
// signals of one millisecond.
std::string signal_id(const Signal& signal, Time received_at, std::uint32_t ordinal = 1);
std::string signal_id(std::string_view type,
                      std::string_view subject,
                      Time at,
                      std::uint32_t ordinal);

// Returns a hash that distinguishes two signals with the same id: FNV-1a over the lengths and bytes
// of all their data.
std::uint64_t content_hash(const Signal& signal);

// The response to a signal.
struct SignalAnswer {
  std::string signal_id;
  std::size_t workflows_queued = 0;  // workflows that evaluated it: 0 for a duplicate
  bool is_repeated = false;          // whether it is a duplicate

  bool operator==(const SignalAnswer&) const = default;
};

}  // namespace tocsin::domain
