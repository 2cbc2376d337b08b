#include "adapters/http/api/offset_listing.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>

namespace tocsin::adapters::http {
namespace {

std::optional<std::size_t> number(const Call& call, std::string_view name) {
  const auto text = call.query_value(name);
  if (!text) return std::nullopt;
  std::size_t value = 0;
  const auto* end = text->data() + text->size();
  const auto [stop, error] = std::from_chars(text->data(), end, value);
  if (error != std::errc{} || stop != end) return std::nullopt;
  return value;
}

}  // namespace

Window window_of(const Call& call) {
  Window window;
  const auto limit = number(call, "limit");
  if (limit && *limit > 0) window.limit = std::min(*limit, Window::limit_most);
  window.offset = number(call, "offset").value_or(0);
  return window;
}

nlohmann::ordered_json listing(const std::string& plural,
                               nlohmann::ordered_json shown,
                               std::size_t total,
                               const Window& window) {
  return {{plural, std::move(shown)},
          {"total", total},
          {"limit", window.limit},
          {"offset", window.offset}};
}

}  // namespace tocsin::adapters::http
