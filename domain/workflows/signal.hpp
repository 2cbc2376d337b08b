#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "domain/kernel/fields.hpp"
#include "domain/kernel/ids.hpp"
#include "domain/kernel/time.hpp"

namespace tocsin::domain {

// One observation of a subject: a heartbeat or a measurement. Its fields are what the sender told
// under "value" and "metadata", flattened: "value.cpu_percent", "value.a.b", "metadata.region";
// texts as they are, other scalars as their JSON text, so 1000000 stays "1000000".
struct Signal {
  TenantId tenant;
  std::string type;
  std::string subject;              // "org_id" on the wire
  std::optional<Time> occurred_at;  // what the sender's clock said, if it said
  Fields fields;

  bool operator==(const Signal&) const = default;
};

// What people call it: "type#subject#unix_ms". Two signals of one millisecond share it.
std::string signal_id(const Signal& signal, Time received_at);

// Tells apart two signals that share an id: FNV-1a over the lengths and texts of all it says.
std::uint64_t content_hash(const Signal& signal);

// The answer to a signal.
struct SignalAnswer {
  std::string signal_id;
  std::size_t workflows_queued = 0;  // how many looked at it: none when it was a repetition

  bool operator==(const SignalAnswer&) const = default;
};

}  // namespace tocsin::domain
