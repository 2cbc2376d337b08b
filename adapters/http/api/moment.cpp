#include "adapters/http/api/moment.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <string>
#include <string_view>

#include "adapters/json/schema/formats.hpp"
#include "domain/kernel/number.hpp"

namespace tocsin::adapters::http {

using domain::Time;
using simdjson::dom::element;

namespace {

std::optional<Time> moment_of_logger(std::string text) {
  constexpr std::size_t date_length = 10;
  constexpr std::size_t offset_length = 5;  // +0000
  if (text.size() > date_length && text[date_length] == ' ') text[date_length] = 'T';
  std::replace(text.begin(), text.end(), ',', '.');
  if (text.size() > date_length + offset_length) {
    const auto sign = text.size() - offset_length;
    if (text[sign] == '+' || text[sign] == '-') text.insert(sign + 3, 1, ':');
  }
  if (!json::is_date_time(text)) return std::nullopt;
  return domain::time_from(text);
}

// The ranges of a century in these units do not overlap.
std::optional<Time> moment_of_number(double number) {
  constexpr std::array milliseconds_of_unit{1.0, 1e3, 1e-3, 1e-6};
  for (const auto unit : milliseconds_of_unit) {
    const auto milliseconds = std::round(number * unit);
    if (!(std::abs(milliseconds) < static_cast<double>(end_of_century.time_since_epoch().count())))
      continue;
    const Time moment{domain::Duration{static_cast<std::int64_t>(milliseconds)}};
    if (moment >= begin_of_century) return moment;
  }
  return std::nullopt;
}

}  // namespace

std::optional<double> number_in(element value) {
  double number = 0;
  if (value.get(number) == simdjson::SUCCESS) return number;  // of any kind
  std::string_view text;
  if (value.get(text) != simdjson::SUCCESS) return std::nullopt;
  const auto written = domain::number_from(text);
  if (!written) return std::nullopt;
  return static_cast<double>(*written);
}

std::optional<Time> moment_in(element value) {
  std::string_view text;
  if (value.get(text) == simdjson::SUCCESS) {
    if (json::is_date_time(text)) return domain::time_from(text);
    if (const auto moment = moment_of_logger(std::string{text})) return moment;
  }
  const auto number = number_in(value);
  return number ? moment_of_number(*number) : std::nullopt;
}

}  // namespace tocsin::adapters::http
