#include "adapters/http/field_collector.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

namespace tocsin::adapters::http {

using simdjson::dom::element;

namespace {

constexpr std::size_t fields_most = 64;
constexpr std::size_t path_bytes_most = 256;
constexpr std::size_t value_bytes_most = 4096;

std::string text_of(element value) {
  if (value.is_string()) return std::string{std::string_view{value}};
  return simdjson::minify(value);
}

}  // namespace

void FieldCollector::add(const std::string& path, element value) {  // NOLINT(misc-no-recursion)
  if (value.is_null()) return;
  if (value.is_object()) {
    for (const auto [key, member] : simdjson::dom::object(value)) {
      add(path + '.' + std::string{key}, member);
    }
    return;
  }
  const auto text = text_of(value);
  if (path.size() > path_bytes_most) {
    refuse(path, "has a name longer than 256 bytes");
  } else if (text.size() > value_bytes_most) {
    refuse(path, "must be at most 4096 bytes long");
  } else if (++count_ > fields_most) {
    refuse(path, "is one free field too many: there may be 64");
  } else {
    fields_.add(path, text);
  }
}

void FieldCollector::refuse(const std::string& path, std::string why) {
  if (!violations_.empty()) return;
  std::string pointer;
  for (std::size_t start = 0; start <= path.size();) {
    const auto end = std::min(path.find('.', start), path.size());
    pointer += json::pointer_step(std::string_view{path}.substr(start, end - start));
    start = end + 1;
  }
  violations_.push_back({std::move(pointer), std::move(why)});
}

}  // namespace tocsin::adapters::http
