#pragma once

#include <array>
#include <cassert>
#include <cstddef>
#include <optional>
#include <string_view>

namespace tocsin::domain {

// The word for each enumerator, in the order of declaration: the one that the API, messages, the
// journal and the database use. Data on disk must stay readable permanently, so a word is never
// changed or reused. The words of an enum follow it, as a function that is found by its argument:
//
//   enum class AlertType { parent, child };
//   constexpr Words<2> words(AlertType) { return {"parent", "child"}; }
template <std::size_t Count>
using Words = std::array<std::string_view, Count>;

template <typename Enum>
inline constexpr auto words_of = words(Enum{});

template <typename Enum>
std::string_view word_for(Enum value) {
  const auto index = static_cast<std::size_t>(value);
  assert(index < words_of<Enum>.size());
  return words_of<Enum>[index];
}

template <typename Enum>
std::optional<Enum> from_word(std::string_view word) {
  for (std::size_t index = 0; index < words_of<Enum>.size(); ++index) {
    if (words_of<Enum>[index] == word) return static_cast<Enum>(index);
  }
  return std::nullopt;
}

}  // namespace tocsin::domain
