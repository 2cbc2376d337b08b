#include "adapters/http/workflows/signal_body.hpp"

#include <string>
#include <string_view>

#include "adapters/http/api/free_fields.hpp"
#include "adapters/http/api/members.hpp"
#include "domain/kernel/time.hpp"

namespace tocsin::adapters::http {

using simdjson::dom::object;

domain::Signal signal_from(simdjson::dom::element body, const domain::TenantId& tenant) {
  domain::Signal signal;
  signal.tenant = tenant;
  signal.type = text(body, "signal_type");
  signal.subject = text(body, "org_id");
  std::string_view timestamp;
  if (body["timestamp"].get(timestamp) == simdjson::SUCCESS) {
    signal.occurred_at = domain::time_from(timestamp);
  }
  // Conditions are about what was measured: of too much the metadata is omitted.
  FreeFields fields{signal.fields};
  for (const auto [key, observed] : object(body)) {
    if (key == "value" || key == "metadata") fields.add(key, observed, key == "value" ? 0 : 1);
  }
  fields.finish();
  signal.fields.shrink_to_fit();
  return signal;
}

}  // namespace tocsin::adapters::http
