#pragma once

#include <string_view>
#include <variant>

#include "adapters/http/api/body_reader.hpp"
#include "adapters/json/text/reader.hpp"
#include "domain/kernel/time.hpp"
#include "domain/logs/log_entry.hpp"

namespace tocsin::adapters::http {

// Reads lines of logs. It takes and refuses what schemas/log-entry.json does, and beyond that
// bounds free fields and asks that the timestamp is believable; a schema would take four times as
// long, and lines come by the hundred thousand. One a thread: it reuses its memory.
class LogReader {
 public:
  // Lines of this tenant that are received now.
  LogReader(domain::TenantId tenant, domain::Time now);

  // The text must have json padding behind it, see body_padding. Violations name the members as
  // they were spelled.
  std::variant<domain::LogEntry, Violations> read(std::string_view text);

 private:
  domain::TenantId tenant_;
  domain::Time now_;
  json::Reader& reader_;
};

}  // namespace tocsin::adapters::http
