#include "adapters/channels/transfer/retry_after.hpp"

#include <algorithm>
#include <charconv>
#include <chrono>

#include <curl/curl.h>

namespace tocsin::adapters::channels {
namespace {

using domain::Duration;
using domain::Time;

constexpr Duration longest = std::chrono::hours{24};

}  // namespace

std::optional<Duration> retry_after(const std::string& value, Time now) {
  const bool is_number =
      !value.empty() &&
      std::all_of(value.begin(), value.end(), [](unsigned char c) { return c >= '0' && c <= '9'; });
  if (is_number) {
    long seconds = 0;
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), seconds);
    if (error != std::errc{}) return longest;  // more than a long can hold
    return std::chrono::seconds{std::min(seconds, 24L * 60 * 60)};
  }

  const auto date = curl_getdate(value.c_str(), nullptr);
  if (date == -1) return std::nullopt;
  const Time until{std::chrono::seconds{date}};
  return std::clamp(until - now, Duration::zero(), longest);
}

}  // namespace tocsin::adapters::channels
