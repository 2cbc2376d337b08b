#pragma once

#include <map>
#include <optional>
#include <utility>
#include <variant>
#include <vector>

#include "domain/kernel/optional_box.hpp"

namespace tocsin::adapters::records {

// How a type stands in a record: specialized once for each, and used for writing, reading and
// naming. The order of its fields is the order on disk. Four rules make it additive:
//
// - A struct in a struct is a list of its own, never spread into the list around it.
// - A variant is a list that begins with a word.
// - A list of scalars is closed permanently. A list that may grow has a list per element.
// - A field is never removed, moved or given another meaning. It becomes Removed, and a new one
//   stands at the end; it is a std::optional, because older records end before it.
//
// A type with public members names each of them:
//
//   template <>
//   struct Layout<domain::Mark> {
//     static void each(auto& mark, auto&& field) {
//       field("by", mark.by);
//       field("at", mark.at);
//     }
//   };
//
// Other types are taken apart and built again:
//
//   static constexpr std::array names{"panes", "raised"};
//   using Parts = std::tuple<…>;
//   static auto parts(const domain::LogWindow& window);  // a tuple of values or references
//   static std::optional<domain::LogWindow> built(Parts parts, const Context& context);
//
// A layout with `finish(T&)` has the last word on what was read.
//
// A record of its own has `kind`, its name, and `format`, its newest format. An alternative of a
// variant has `word`.
template <typename T>
struct Layout;

template <typename T>
concept Built = requires {
  typename Layout<T>::Parts;
};

template <typename T>
concept Struct = !Built<T> && requires {
  sizeof(Layout<T>);
};

template <typename T>
inline constexpr bool is_optional = false;
template <typename T>
inline constexpr bool is_optional<std::optional<T>> = true;
template <typename T>
inline constexpr bool is_optional<domain::OptionalBox<T>> = true;

template <typename T>
inline constexpr bool is_vector = false;
template <typename T>
inline constexpr bool is_vector<std::vector<T>> = true;

template <typename T>
inline constexpr bool is_map = false;
template <typename Key, typename T>
inline constexpr bool is_map<std::map<Key, T>> = true;

template <typename T>
inline constexpr bool is_variant = false;
template <typename... Alternatives>
inline constexpr bool is_variant<std::variant<Alternatives...>> = true;

}  // namespace tocsin::adapters::records
