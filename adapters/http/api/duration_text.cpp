#include "adapters/http/api/duration_text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace tocsin::adapters::http {

using domain::Duration;

namespace {

struct Unit {
  std::string_view name;
  double milliseconds;
};

constexpr std::array units{Unit{"ns", 1e-6},
                           Unit{"us", 1e-3},
                           Unit{"µs", 1e-3},  // U+00B5
                           Unit{"μs", 1e-3},  // U+03BC
                           Unit{"ms", 1},
                           Unit{"s", 1'000},
                           Unit{"m", 60'000},
                           Unit{"min", 60'000},
                           Unit{"h", 3'600'000},
                           Unit{"hr", 3'600'000},
                           Unit{"hour", 3'600'000},
                           Unit{"hours", 3'600'000}};

constexpr std::string_view digits = "0123456789.";
constexpr double max_milliseconds = 10 * 366 * 24 * 3'600'000.0;

// Takes one number with its unit off the text, in milliseconds; nothing when there is none.
std::optional<double> take_part(std::string_view& text) {
  const auto number = text.substr(0, std::min(text.find_first_not_of(digits), text.size()));
  text.remove_prefix(number.size());
  const auto name = text.substr(0, std::min(text.find_first_of(digits), text.size()));
  text.remove_prefix(name.size());

  const auto* const unit = std::ranges::find(units, name, &Unit::name);
  double count = 0;
  const auto [end, error] = std::from_chars(
      number.data(), number.data() + number.size(), count, std::chars_format::fixed);
  const bool is_number = error == std::errc{} && end == number.data() + number.size();
  if (!is_number || unit == units.end()) return std::nullopt;
  return count * unit->milliseconds;
}

}  // namespace

std::optional<Duration> duration_from_text(std::string_view text) {
  if (text.empty()) return std::nullopt;
  double milliseconds = 0;
  while (!text.empty()) {
    const auto part = take_part(text);
    if (!part) return std::nullopt;
    milliseconds += *part;
  }
  if (milliseconds > max_milliseconds) return std::nullopt;
  constexpr double fraction_lost_in_adding = 1e-6;
  return Duration{static_cast<Duration::rep>(milliseconds + fraction_lost_in_adding)};
}

}  // namespace tocsin::adapters::http
