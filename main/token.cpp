#include "main/token.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <random>
#include <string_view>

#include <yaml-cpp/yaml.h>

#include "adapters/http/api/access.hpp"

namespace tocsin {

namespace {

constexpr std::string_view base62 =
    "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

std::string random_text(std::size_t length) {
  std::random_device entropy;
  std::uniform_int_distribution<std::size_t> letter{0, base62.size() - 1};
  std::string text;
  while (text.size() < length)
    text += base62[letter(entropy)];
  return text;
}

// CRC-32 (ISO 3309), so that a scanner can recognize a token without a request.
std::uint32_t crc32(std::string_view text) {
  std::uint32_t crc = 0xFFFFFFFFU;
  for (const char letter : text) {
    crc ^= static_cast<unsigned char>(letter);
    for (int bit = 0; bit < 8; ++bit)
      crc = (crc >> 1U) ^ ((crc & 1U) != 0 ? 0xEDB88320U : 0U);
  }
  return ~crc;
}

std::string checksum(std::string_view text) {
  auto rest = crc32(text);
  std::string digits(6, '0');
  for (auto digit = digits.rbegin(); digit != digits.rend(); ++digit) {
    *digit = base62[rest % base62.size()];
    rest /= static_cast<std::uint32_t>(base62.size());
  }
  return digits;
}

// Returns a YAML string. Plain text would need no quotes, but could also be null or a list.
std::string quoted(const std::string& text) {
  YAML::Emitter emitter;
  emitter << YAML::DoubleQuoted << text;
  return emitter.c_str();
}

}  // namespace

std::string new_token(const std::string& kind) {
  const auto text = "tcs_" + kind + '_' + random_text(8) + random_text(32);
  return text + checksum(text);
}

std::string token_digest(const std::string& token) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  for (const auto byte : adapters::http::digest_of(token)) {
    text += digits[byte >> 4U];
    text += digits[byte & 0x0FU];
  }
  return text;
}

std::string token_entry(const std::string& token,
                        const std::string& name,
                        const std::string& tenant,
                        const std::string& role) {
  return "    - name: " + quoted(name) + "\n      tenant: " + quoted(tenant) +
         "\n      role: " + role + "\n      sha256: " + token_digest(token) + '\n';
}

}  // namespace tocsin
