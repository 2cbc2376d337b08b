#include "domain/logs/log_entry.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace tocsin::domain {
namespace {

// Loggers disagree about two of them.
constexpr std::array<std::pair<std::string_view, LogLevel>, 8> level_words{
    {{"INFO", LogLevel::info},
     {"ERROR", LogLevel::error},
     {"WARN", LogLevel::warn},
     {"DEBUG", LogLevel::debug},
     {"TRACE", LogLevel::trace},
     {"FATAL", LogLevel::fatal},
     {"WARNING", LogLevel::warn},
     {"CRITICAL", LogLevel::fatal}}};

constexpr char upper(char letter) {
  return letter >= 'a' && letter <= 'z' ? static_cast<char>(letter - 'a' + 'A') : letter;
}

}  // namespace

std::optional<LogLevel> log_level_from(std::string_view text) {
  const auto* const found =
      std::find_if(level_words.begin(), level_words.end(), [&](const auto& row) {
        const auto word = row.first;
        return std::equal(word.begin(), word.end(), text.begin(), text.end(), [](char a, char b) {
          return a == upper(b);
        });
      });
  if (found == level_words.end()) return std::nullopt;
  return found->second;
}

}  // namespace tocsin::domain
