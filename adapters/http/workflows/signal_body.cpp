#include "adapters/http/workflows/signal_body.hpp"

#include <string>
#include <string_view>
#include <utility>

#include "adapters/http/api/free_fields.hpp"
#include "domain/kernel/time.hpp"

namespace tocsin::adapters::http {

std::variant<domain::Signal, Violations> signal_from(simdjson::dom::element body,
                                                     const domain::TenantId& tenant) {
  domain::Signal signal;
  signal.tenant = tenant;
  FreeFields fields{signal.fields};
  for (const auto [key, value] : simdjson::dom::object(body)) {
    if (key == "signal_type") {
      signal.type = std::string{std::string_view{value}};
    } else if (key == "org_id") {
      signal.subject = std::string{std::string_view{value}};
    } else if (key == "timestamp") {
      const auto said = domain::time_from(std::string_view{value});
      // A clock that was never set says 1970 or the year 1. As the time of a signal, that would
      // make every heartbeat a repetition of the first.
      if (said > domain::Time{}) signal.occurred_at = said;
    } else {
      fields.add(key, value);  // "value" and "metadata"
    }
  }
  auto violations = fields.violations();
  if (!violations.empty()) return violations;
  signal.fields.shrink_to_fit();
  return signal;
}

}  // namespace tocsin::adapters::http
