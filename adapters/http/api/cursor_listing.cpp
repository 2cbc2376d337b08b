#include "adapters/http/api/cursor_listing.hpp"

#include <charconv>

namespace tocsin::adapters::http {

namespace {

// The version of the format comes first, so that an old cursor is refused and not misread.
constexpr std::string_view version = "c1_";

}  // namespace

std::variant<ListingWish, Violations> listing_wish(const Call& call) {
  ListingWish wish;
  if (const auto limit = call.query_value("limit")) {
    const auto* end = limit->data() + limit->size();
    const auto [stop, error] = std::from_chars(limit->data(), end, wish.limit);
    if (error != std::errc{} || stop != end || wish.limit < 1 ||
        wish.limit > ListingWish::max_limit) {
      return Violations{{"?limit", "must be an integer from 1 to 200"}};
    }
  }
  if (const auto cursor = call.query_value("cursor")) {
    if (!cursor->starts_with(version) || cursor->size() == version.size()) {
      return not_a_cursor();
    }
    wish.after = std::string{cursor->substr(version.size())};
  }
  return wish;
}

Violations not_a_cursor() {
  return {{"?cursor", "is not a valid cursor: use `next_cursor` from the previous page"}};
}

std::string cursor_for(const std::string& place) { return std::string{version} + place; }

}  // namespace tocsin::adapters::http
