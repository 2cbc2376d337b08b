#pragma once

#include <cassert>
#include <cstddef>
#include <string_view>

#include "adapters/records/kernel/layout.hpp"

namespace tocsin::adapters::records {

// Returns the place of a field in the list of its type: in a record, the format is the first value.
template <typename T>
std::size_t place_of(std::string_view field) {
  std::size_t place = requires { Layout<T>::format; }
  ? 1 : 0;
  bool is_found = false;
  const auto look_at = [&](std::string_view name) {
    is_found = is_found || name == field;
    if (!is_found) ++place;
  };
  if constexpr (Built<T>) {
    for (const auto* name : Layout<T>::names)
      look_at(name);
  } else {
    T value;
    Layout<T>::each(value, [&](std::string_view name, const auto&) { look_at(name); });
  }
  assert(is_found);
  return place;
}

}  // namespace tocsin::adapters::records
