#include "adapters/http/api/offset_listing.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>

namespace tocsin::adapters::http {
namespace {

std::optional<std::size_t> number_in_query(const Call& call, std::string_view name) {
  const auto text = call.query_value(name);
  if (!text) return std::nullopt;
  std::size_t value = 0;
  const auto* end = text->data() + text->size();
  const auto [stop, error] = std::from_chars(text->data(), end, value);
  if (error != std::errc{} || stop != end) return std::nullopt;
  return value;
}

}  // namespace

OffsetWish offset_wish(const Call& call) {
  OffsetWish wish;
  const auto limit = number_in_query(call, "limit");
  if (limit && *limit > 0) wish.limit = std::min(*limit, OffsetWish::max_limit);
  wish.offset = number_in_query(call, "offset").value_or(0);
  return wish;
}

nlohmann::ordered_json listing(const std::string& plural,
                               nlohmann::ordered_json shown,
                               std::size_t total,
                               const OffsetWish& wish) {
  return {
      {plural, std::move(shown)}, {"total", total}, {"limit", wish.limit}, {"offset", wish.offset}};
}

}  // namespace tocsin::adapters::http
