#pragma once

#include <algorithm>
#include <cstddef>
#include <functional>
#include <utility>
#include <vector>

#include "adapters/json/schema/views.hpp"

namespace tocsin::adapters::json {

template <View Left, View Right>
bool same(Left left, Right right);

template <View Left, View Right>
bool same_items(Left left, Right right) {
  const auto& others = right.items();
  auto other = others.begin();
  for (const auto& item : left.items()) {
    if (!same(Left{item}, Right{*other})) return false;
    ++other;
  }
  return true;
}

template <View Left, View Right>
bool same_members(Left left, Right right) {
  for (const auto& [key, value] : left.members()) {
    const auto other = right.member(key);
    if (!other || !same(Left{value}, *other)) return false;
  }
  return true;
}

// Compares as JSON Schema requires: 1 equals 1.0, the order of members does not matter, that of
// items does.
template <View Left, View Right>
bool same(Left left, Right right) {
  const auto what = left.kind();
  if (what != right.kind()) return false;
  if ((what & kind::number) != 0) return left.number() == right.number();
  if (what == kind::string) return left.text() == right.text();
  if (what == kind::boolean) return left.boolean() == right.boolean();
  if (what == kind::null) return true;
  if (left.size() != right.size()) return false;
  return what == kind::array ? same_items(left, right) : same_members(left, right);
}

// Hashes a value; values that are the same() have the same hash.
template <View V>
std::size_t hash(V value) {
  const auto what = value.kind();
  std::size_t sum = what;
  if ((what & kind::number) != 0) {
    sum += std::hash<double>{}(static_cast<double>(value.number()));
  } else if (what == kind::string) {
    sum += std::hash<std::string_view>{}(value.text());
  } else if (what == kind::boolean) {
    sum += value.boolean() ? 1U : 2U;
  } else if (what == kind::array) {
    for (const auto& item : value.items())
      sum = sum * 31 + hash(V{item});
  } else if (what == kind::object) {
    for (const auto& [key, member] : value.members()) {
      sum += std::hash<std::string_view>{}(key) * (hash(V{member}) | 1);
    }
  }
  return sum;
}

// Whether no two items of an array are equal. Only items with the same hash are compared, so that
// thousands of items are cheap.
template <View V>
bool all_different(V array) {
  std::vector<std::pair<std::size_t, V>> items;
  for (const auto& item : array.items())
    items.emplace_back(hash(V{item}), V{item});
  std::sort(items.begin(), items.end(), [](const auto& left, const auto& right) {
    return left.first < right.first;
  });
  for (auto item = items.begin(); item != items.end(); ++item) {
    for (auto next = item + 1; next != items.end() && next->first == item->first; ++next) {
      if (same(item->second, next->second)) return false;
    }
  }
  return true;
}

}  // namespace tocsin::adapters::json
