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
  for (const auto [key, member] : object(body)) {
    const bool is_observed = key == "value" || key == "metadata";
    if (is_observed && (member.is_object() || member.is_null())) {
      fields.add(key, member, key == "value" ? 0 : 1);
    } else if (is_observed) {
      set_aside.push_back({json::pointer_step(key), "must be an object"});
    } else if (key != "signal_type" && key != "org_id" && key != "timestamp") {
      set_aside.push_back({json::pointer_step(key), "is not a known field"});
    }
  }
  fields.finish();
  signal.fields.shrink_to_fit();
  return signal;
}

}  // namespace tocsin::adapters::http
