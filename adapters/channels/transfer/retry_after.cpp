#include "adapters/channels/transfer/retry_after.hpp"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <string_view>

#include <curl/curl.h>

namespace tocsin::adapters::channels {
namespace {

using domain::Duration;
using domain::Time;

constexpr Duration longest = std::chrono::hours{24};

bool are_digits(std::string_view text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// "4" or "4.5".
bool is_decimal(std::string_view text) {
  const auto point = text.find('.');
  if (point == std::string_view::npos) return are_digits(text);
  return are_digits(text.substr(0, point)) && are_digits(text.substr(point + 1));
}

}  // namespace

std::optional<Duration> retry_after(const std::string& value, Time now) {
  const bool is_number = is_decimal(value);
  if (is_number) {
    long seconds = 0;
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), seconds);
    if (error != std::errc{}) return longest;  // more than a long can hold
    const auto whole = std::chrono::seconds{std::min(seconds, 24L * 60 * 60)};
    const bool has_fraction = end != value.data() + value.size();  // not in RFC 9110, but it occurs
    return whole + std::chrono::seconds{has_fraction ? 1 : 0};
  }

  const auto date = curl_getdate(value.c_str(), nullptr);
  if (date == -1) return std::nullopt;
  const Time until{std::chrono::seconds{date}};
  return std::clamp(until - now, Duration::zero(), longest);
}

}  // namespace tocsin::adapters::channels
