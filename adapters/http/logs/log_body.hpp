#pragma once

#include <string_view>
#include <variant>

#include "adapters/http/api/body_reader.hpp"
#include "adapters/json/text/reader.hpp"
#include "domain/kernel/time.hpp"
#include "domain/logs/log_entry.hpp"

namespace tocsin::adapters::http {

// Reads log lines. Accepts and rejects the same lines as schemas/log-entry.json, and also rejects
// timestamps of long ago. A schema would take four times as long, and lines come by the hundred
// thousand. One per thread: it reuses its memory.
class LogReader {
 public:
  // For lines of this tenant, received at `now`.
  LogReader(domain::TenantId tenant, domain::Time now);

  // `text` must be followed by readable padding, see body_padding. Violations name the keys as the
  // sender wrote them.
  std::variant<domain::LogEntry, Violations> read(std::string_view text);

  // The members of the last line that count for nothing, or for less than was sent.
  const Violations& set_aside() const { return set_aside_; }

 private:
  domain::TenantId tenant_;
  domain::Time now_;
  json::Reader& reader_;
  Violations set_aside_;
};

}  // namespace tocsin::adapters::http
