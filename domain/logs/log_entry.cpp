#include "domain/logs/log_entry.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <iterator>
#include <utility>

namespace tocsin::domain {
namespace {

using LevelWord = std::pair<std::string_view, LogLevel>;

// The usual ones first: every line is looked up here.
constexpr auto level_words = std::to_array<LevelWord>({{"INFO", LogLevel::info},
                                                       {"ERROR", LogLevel::error},
                                                       {"WARN", LogLevel::warn},
                                                       {"DEBUG", LogLevel::debug},
                                                       {"TRACE", LogLevel::trace},
                                                       {"FATAL", LogLevel::fatal},
                                                       {"WARNING", LogLevel::warn},
                                                       {"CRITICAL", LogLevel::fatal},
                                                       {"CRIT", LogLevel::fatal},
                                                       {"ALERT", LogLevel::fatal},
                                                       {"EMERG", LogLevel::fatal},
                                                       {"EMERGENCY", LogLevel::fatal},
                                                       {"PANIC", LogLevel::fatal},
                                                       {"DPANIC", LogLevel::fatal},
                                                       {"FTL", LogLevel::fatal},
                                                       {"F", LogLevel::fatal},
                                                       {"ERR", LogLevel::error},
                                                       {"SEVERE", LogLevel::error},
                                                       {"FAIL", LogLevel::error},
                                                       {"E", LogLevel::error},
                                                       {"WRN", LogLevel::warn},
                                                       {"W", LogLevel::warn},
                                                       {"NOTICE", LogLevel::info},
                                                       {"INFORMATION", LogLevel::info},
                                                       {"INFORMATIONAL", LogLevel::info},
                                                       {"DEFAULT", LogLevel::info},
                                                       {"LOG", LogLevel::info},
                                                       {"INF", LogLevel::info},
                                                       {"I", LogLevel::info},
                                                       {"CONFIG", LogLevel::debug},
                                                       {"FINE", LogLevel::debug},
                                                       {"DBG", LogLevel::debug},
                                                       {"DBUG", LogLevel::debug},
                                                       {"D", LogLevel::debug},
                                                       {"FINER", LogLevel::trace},
                                                       {"FINEST", LogLevel::trace},
                                                       {"VERBOSE", LogLevel::trace},
                                                       {"SILLY", LogLevel::trace},
                                                       {"VRB", LogLevel::trace},
                                                       {"TRCE", LogLevel::trace},
                                                       {"T", LogLevel::trace},
                                                       {"V", LogLevel::trace}});

constexpr char upper(char letter) {
  return letter >= 'a' && letter <= 'z' ? static_cast<char>(letter - 'a' + 'A') : letter;
}

// Without what loggers put around a level: "[ERROR]", "ERROR:", and Go's slog "ERROR+4".
std::string_view bare(std::string_view text) {
  const auto first = std::min(text.find_first_not_of(" \t\r\n[(<"), text.size());
  const auto last = text.find_last_not_of(" \t\r\n])>:");
  text = last == std::string_view::npos ? std::string_view{} : text.substr(0, last + 1);
  text.remove_prefix(std::min(first, text.size()));
  const auto sign = text.find_last_of("+-");
  const bool has_offset = sign != std::string_view::npos && sign > 0 && sign + 1 < text.size() &&
                          text.find_first_not_of("0123456789", sign + 1) == std::string_view::npos;
  return has_offset ? text.substr(0, sign) : text;
}

std::optional<LogLevel> level_of_word(std::string_view text) {
  const auto* const found =
      std::find_if(level_words.begin(), level_words.end(), [&](const LevelWord& row) {
        const auto word = row.first;
        return std::equal(word.begin(), word.end(), text.begin(), text.end(), [](char a, char b) {
          return a == upper(b);
        });
      });
  if (found == level_words.end()) return std::nullopt;
  return found->second;
}

}  // namespace

std::optional<LogLevel> log_level_from(std::string_view text) {
  if (const auto level = level_of_word(text)) return level;
  text = bare(text);
  std::int64_t number = 0;
  const auto* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number);
  if (error == std::errc{} && stop == end) return log_level_from(number);
  return level_of_word(text);
}

std::optional<LogLevel> log_level_from(std::int64_t number) {
  constexpr std::array syslog{LogLevel::fatal,
                              LogLevel::fatal,
                              LogLevel::fatal,
                              LogLevel::error,
                              LogLevel::warn,
                              LogLevel::info,
                              LogLevel::info,
                              LogLevel::debug};
  constexpr std::int64_t trace = 10;
  constexpr std::int64_t fatal = 60;
  if (number < 0) return std::nullopt;
  if (number < std::ssize(syslog)) return syslog[static_cast<std::size_t>(number)];
  if (number < trace) return std::nullopt;
  return static_cast<LogLevel>(std::min(number, fatal) / 10 - 1);
}

}  // namespace tocsin::domain
