#include "adapters/http/workflows/signal_body.hpp"

#include <string_view>

#include "adapters/http/api/free_fields.hpp"
#include "adapters/http/api/members.hpp"
#include "adapters/http/api/moment.hpp"

namespace tocsin::adapters::http {

using simdjson::dom::element;
using simdjson::dom::object;

namespace {

// Takes one member beside those that the schema checks.
void take_member(FreeFields& fields, std::string_view key, element member, Violations& set_aside) {
  if (key == "signal_type" || key == "org_id" || key == "timestamp") return;
  if (key != "value" && key != "metadata") {
    return set_aside.push_back({json::pointer_step(key), "is not a known field"});
  }
  if (!member.is_object() && !member.is_null()) {
    return set_aside.push_back({json::pointer_step(key), "must be an object"});
  }
  fields.add(key, member, key == "value" ? 0 : 1);
}

}  // namespace

domain::Signal signal_from(element body, const domain::TenantId& tenant, Violations& set_aside) {
  domain::Signal signal;
  signal.tenant = tenant;
  signal.type = text(body, "signal_type");
  signal.subject = text(body, "org_id");
  element timestamp;
  if (body["timestamp"].get(timestamp) == simdjson::SUCCESS && !timestamp.is_null()) {
    signal.occurred_at = moment_in(timestamp);
    if (!signal.occurred_at) set_aside.push_back({"/timestamp", no_moment});
  }
  // Conditions are about what was measured: of too much the metadata is omitted.
  FreeFields fields{signal.fields};
  for (const auto [key, member] : object(body))
    take_member(fields, key, member, set_aside);
  fields.finish();
  signal.fields.shrink_to_fit();
  return signal;
}

}  // namespace tocsin::adapters::http
