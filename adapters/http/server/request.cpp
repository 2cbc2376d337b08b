#include "adapters/http/server/request.hpp"

#include <algorithm>

#include "adapters/http/server/syntax.hpp"

namespace tocsin::adapters::http {

std::optional<std::string_view> Request::header(std::string_view name) const {
  const auto found = std::ranges::find_if(
      headers, [name](const HeaderField& field) { return same_name(field.name, name); });
  if (found == headers.end()) return std::nullopt;
  return found->value;
}

}  // namespace tocsin::adapters::http
