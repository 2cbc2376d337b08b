#include "domain/log_entry.hpp"

#include <algorithm>

#include "domain/words.hpp"

namespace tocsin::domain {
namespace {

constexpr char upper(char letter) {
  return letter >= 'a' && letter <= 'z' ? static_cast<char>(letter - 'a' + 'A') : letter;
}

}  // namespace

std::optional<LogLevel> log_level_from(std::string_view text) {
  const auto& words = words_of<LogLevel>;
  const auto* const found = std::find_if(words.begin(), words.end(), [&](std::string_view word) {
    return std::equal(word.begin(), word.end(), text.begin(), text.end(), [](char a, char b) {
      return a == upper(b);
    });
  });
  if (found == words.end()) return std::nullopt;
  return static_cast<LogLevel>(found - words.begin());
}

}  // namespace tocsin::domain
