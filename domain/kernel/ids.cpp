#include "domain/kernel/ids.hpp"

#include <array>
#include <cstddef>

namespace tocsin::domain {
namespace {

bool is_dash(std::size_t position) {
  return position == 8 || position == 13 || position == 18 || position == 23;
}

int digit_value(char digit) {
  if (digit >= '0' && digit <= '9') return digit - '0';
  if (digit >= 'a' && digit <= 'f') return digit - 'a' + 10;
  if (digit >= 'A' && digit <= 'F') return digit - 'A' + 10;
  return -1;
}

}  // namespace

std::string to_text(const boost::uuids::uuid& uuid) {
  std::string text(uuid_text_length, '-');
  write_text(text.data(), uuid);
  return text;
}

char* write_text(char* to, const boost::uuids::uuid& uuid) {
  constexpr std::string_view digits = "0123456789abcdef";
  char* const begin = to;
  for (const auto byte : uuid) {
    if (is_dash(static_cast<std::size_t>(to - begin))) *to++ = '-';
    *to++ = digits[byte >> 4U];
    *to++ = digits[byte & 0x0FU];
  }
  return to;
}

std::optional<boost::uuids::uuid> uuid_from(std::string_view text) {
  if (text.size() != uuid_text_length) return std::nullopt;

  boost::uuids::uuid uuid{};
  std::size_t position = 0;
  for (auto& byte : uuid) {
    if (is_dash(position) && text[position++] != '-') return std::nullopt;
    const int high = digit_value(text[position++]);
    const int low = digit_value(text[position++]);
    if (high < 0 || low < 0) return std::nullopt;
    byte = static_cast<std::uint8_t>(high * 16 + low);
  }
  return uuid;
}

}  // namespace tocsin::domain
