#include "adapters/channels/text/base64.hpp"

#include <algorithm>

#include <openssl/evp.h>

namespace tocsin::adapters::channels {
namespace {

const unsigned char* read_as_bytes(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

unsigned char* written_as_bytes(std::string& text) {
  return reinterpret_cast<unsigned char*>(text.data());
}

}  // namespace

std::string base64(std::string_view bytes) {
  std::string text((bytes.size() + 2) / 3 * 4, '\0');  // and OpenSSL writes its '\0' behind them
  EVP_EncodeBlock(written_as_bytes(text), read_as_bytes(bytes), static_cast<int>(bytes.size()));
  return text;
}

std::optional<std::string> from_base64(std::string_view text) {
  constexpr std::string_view alphabet =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  // OpenSSL would skip spaces, and take any number of '='.
  const auto digits = std::min(text.find_first_not_of(alphabet), text.size());
  const auto padding = text.size() - digits;
  if (text.size() % 4 != 0 || padding > 2 || text.substr(digits) != std::string(padding, '=')) {
    return std::nullopt;
  }

  std::string bytes(text.size() / 4 * 3, '\0');
  EVP_DecodeBlock(written_as_bytes(bytes), read_as_bytes(text), static_cast<int>(text.size()));
  bytes.resize(bytes.size() - padding);
  return bytes;
}

std::string base64_lines(std::string_view bytes) {
  constexpr std::size_t bytes_a_line = 57;
  std::string lines;
  for (; !bytes.empty(); bytes.remove_prefix(std::min(bytes_a_line, bytes.size()))) {
    lines += base64(bytes.substr(0, bytes_a_line));
    lines += "\r\n";
  }
  return lines;
}

}  // namespace tocsin::adapters::channels
