#include "adapters/http/api/ids.hpp"

#include <algorithm>

#include "adapters/http/server/problem.hpp"

namespace tocsin::adapters::http {

namespace {

// As types.json has it.
bool may_be_configured(std::string_view id) {
  constexpr std::size_t max_bytes = 128;
  constexpr std::string_view letters =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._:@-";
  return !id.empty() && id.size() <= max_bytes &&
         id.find_first_not_of(letters) == std::string_view::npos;
}

}  // namespace

Result<boost::uuids::uuid> uuid_of(const Call& call,
                                   std::string_view query_name,
                                   std::string_view kind) {
  const auto query = call.query_value(query_name);
  if (call.path.empty() && !query) {
    return fail(ErrorKind::invalid, "is required", '?' + std::string{query_name});
  }
  const auto text = call.path.empty() ? *query : std::string_view{call.path[0]};
  const auto uuid = domain::uuid_from(text);
  if (uuid) return *uuid;
  return fail(ErrorKind::not_found, std::string{kind} + " \"" + std::string{text} + "\" not found");
}

std::optional<Response> take_id_of_path(const Call& call,
                                        const std::string& pointer,
                                        std::string& id) {
  const auto& named = call.path[0];
  if (!id.empty() && id != named) return bad_request({{pointer, "must match the id in the path"}});
  if (!may_be_configured(named)) {
    return problem(400,
                   "the id in the path must be 1 to 128 characters of A-Z, a-z, 0-9 and . _ : @ -");
  }
  id = named;
  return std::nullopt;
}

}  // namespace tocsin::adapters::http
