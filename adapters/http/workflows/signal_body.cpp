#include "adapters/http/workflows/signal_body.hpp"

#include "adapters/http/api/free_fields.hpp"
#include "adapters/http/api/members.hpp"
#include "adapters/http/api/moment.hpp"

namespace tocsin::adapters::http {

using simdjson::dom::object;

domain::Signal signal_from(simdjson::dom::element body,
                           const domain::TenantId& tenant,
                           Violations& set_aside) {
  domain::Signal signal;
  signal.tenant = tenant;
  signal.type = text(body, "signal_type");
  signal.subject = text(body, "org_id");
  simdjson::dom::element timestamp;
  if (body["timestamp"].get(timestamp) == simdjson::SUCCESS && !timestamp.is_null()) {
    signal.occurred_at = moment_in(timestamp);
    if (!signal.occurred_at) set_aside.push_back({"/timestamp", no_moment});
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
