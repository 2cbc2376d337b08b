#include "adapters/http/api/free_fields.hpp"

#include <array>
#include <charconv>
#include <cstdint>

namespace tocsin::adapters::http {

using simdjson::dom::element;

void FreeFields::add(std::string_view key, element value) {
  path_ = key;
  add(value, key);
}

// False when something in it was refused: then the pointer grows from its end while we leave the
// objects around it.
bool FreeFields::add(element value, std::string_view key) {  // NOLINT(misc-no-recursion)
  if (value.is_object() ? add_members(value) : add_scalar(value)) return true;
  pointer_.insert(0, json::pointer_step(key));
  return false;
}

bool FreeFields::add_members(simdjson::dom::object members) {  // NOLINT(misc-no-recursion)
  const auto above = path_.size();
  for (const auto [key, value] : members) {
    path_.append(1, '.').append(key);
    const bool is_good = add(value, key);
    path_.resize(above);
    if (!is_good) return false;
  }
  return true;
}

bool FreeFields::add_scalar(element value) {
  std::string_view text;
  if (value.is_null()) return true;
  if (value.get(text) == simdjson::SUCCESS) return take(text);
  std::int64_t number = 0;
  if (value.get(number) != simdjson::SUCCESS) return take(simdjson::minify(value));
  std::array<char, 24> digits{};
  const auto* const end = std::to_chars(digits.begin(), digits.end(), number).ptr;
  return take({digits.data(), static_cast<std::size_t>(end - digits.data())});
}

bool FreeFields::take(std::string_view text) {
  if (path_.size() > max_path_bytes) return refuse("must have a path of at most 256 bytes");
  if (text.size() > max_value_bytes) return refuse("must have at most 4096 bytes");
  if (++count_ > max_fields) return refuse("exceeds the maximum of 64 free fields");
  fields_.add(path_, text);
  return true;
}

bool FreeFields::refuse(const char* why) {
  pointer_.clear();
  why_ = why;
  return false;
}

Violations FreeFields::violations() const {
  if (!why_) return {};
  return {{pointer_, why_}};
}

}  // namespace tocsin::adapters::http
