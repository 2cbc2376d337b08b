#include "adapters/http/api/call.hpp"

namespace tocsin::adapters::http {

std::optional<std::string_view> Call::query_value(std::string_view name) const {
  for (const auto& parameter : query) {
    if (parameter.name == name) return parameter.value;
  }
  return std::nullopt;
}

ports::Received Call::received() const {
  return {caller.tenant, caller.name, std::string{request.body}};
}

std::string doer_of(const Call& call) {
  std::string_view by;
  if (call.body && (*call.body)["by"].get(by) == simdjson::SUCCESS) return std::string{by};
  return call.caller.name;
}

}  // namespace tocsin::adapters::http
