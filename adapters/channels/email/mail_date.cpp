#include "adapters/channels/email/mail_date.hpp"

#include <array>
#include <chrono>
#include <cstdio>

namespace tocsin::adapters::channels {

std::string rfc5322(domain::Time at) {
  constexpr std::array days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr std::array months{
      "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto day = std::chrono::floor<std::chrono::days>(at);
  const std::chrono::year_month_day date{day};
  const std::chrono::hh_mm_ss time{at - day};
  std::array<char, 64> text{};
  std::snprintf(text.data(),
                text.size(),
                "%s, %02u %s %04d %02d:%02d:%02d +0000",
                days[std::chrono::weekday{day}.c_encoding()],
                static_cast<unsigned>(date.day()),
                months[static_cast<unsigned>(date.month()) - 1],
                static_cast<int>(date.year()),
                static_cast<int>(time.hours().count()),
                static_cast<int>(time.minutes().count()),
                static_cast<int>(time.seconds().count()));
  return text.data();
}

}  // namespace tocsin::adapters::channels
