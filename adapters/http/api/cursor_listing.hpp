#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <variant>

#include "adapters/http/api/body_reader.hpp"
#include "adapters/http/api/call.hpp"

namespace tocsin::adapters::http {

// Which part of a listing is wanted.
struct ListingWish {
  static constexpr std::size_t limit_default = 50;
  static constexpr std::size_t max_limit = 200;

  std::size_t limit = limit_default;
  std::optional<std::string> after;  // what the cursor stands for
};

// From the parameters `limit` and `cursor`.
std::variant<ListingWish, Violations> listing_wish(const Call& call);

// A cursor that stands for a place in a listing; nobody but us needs to read it.
std::string cursor_for(const std::string& place);

}  // namespace tocsin::adapters::http
