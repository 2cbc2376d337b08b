#pragma once

#include <string_view>

#include "adapters/http/call.hpp"
#include "domain/ids.hpp"
#include "domain/result.hpp"

namespace tocsin::adapters::http {

// The UUID that a call is about: of the path or, where that has none, of the query.
inline Result<boost::uuids::uuid> uuid_of(const Call& call, std::string_view query_name) {
  const auto query = call.query_value(query_name);
  if (call.path.empty() && !query) {
    return fail(ErrorKind::not_found, std::string{query_name} + " query parameter is required");
  }
  const auto text = call.path.empty() ? *query : std::string_view{call.path[0]};
  const auto uuid = domain::uuid_from(text);
  if (!uuid) return fail(ErrorKind::not_found, "there is none with the id " + std::string{text});
  return *uuid;
}

template <typename Id>
Result<Id> id_of(const Call& call, std::string_view query_name) {
  const auto uuid = uuid_of(call, query_name);
  if (!uuid) return Failure{uuid.error()};
  return Id{*uuid};
}

}  // namespace tocsin::adapters::http
