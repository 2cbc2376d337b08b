#include "adapters/http/url.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>

namespace tocsin::adapters::http {
namespace {

constexpr std::size_t parameters_max = 64;

bool is_control(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte < 0x20 || byte == 0x7f;
}

// The bytes of the UTF-8 sequence that begins `text`, 0 when it is none (Unicode, table 3-7).
std::size_t sequence_bytes(std::string_view text) {
  const auto byte = [text](std::size_t at) -> std::uint32_t {
    return at < text.size() ? static_cast<unsigned char>(text[at]) : 0U;
  };
  const auto within = [&byte](std::size_t at, std::uint32_t low, std::uint32_t high) {
    return byte(at) >= low && byte(at) <= high;
  };
  const auto follows = [&within](std::size_t at) { return within(at, 0x80, 0xbf); };

  const auto lead = byte(0);
  if (lead < 0x80) return 1;
  if (within(0, 0xc2, 0xdf)) return follows(1) ? 2 : 0;
  if (within(0, 0xe0, 0xef)) {
    const auto low = lead == 0xe0 ? 0xa0U : 0x80U;   // no overlong form
    const auto high = lead == 0xed ? 0x9fU : 0xbfU;  // no surrogate
    return within(1, low, high) && follows(2) ? 3 : 0;
  }
  if (within(0, 0xf0, 0xf4)) {
    const auto low = lead == 0xf0 ? 0x90U : 0x80U;
    const auto high = lead == 0xf4 ? 0x8fU : 0xbfU;  // nothing above U+10FFFF
    return within(1, low, high) && follows(2) && follows(3) ? 4 : 0;
  }
  return 0;
}

bool is_utf8(std::string_view text) {
  while (!text.empty()) {
    const auto bytes = sequence_bytes(text);
    if (bytes == 0) return false;
    text.remove_prefix(bytes);
  }
  return true;
}

enum class Plus { stays, is_blank };

Result<std::string> decode(std::string_view raw, Plus plus) {
  std::string text;
  text.reserve(raw.size());
  for (std::size_t at = 0; at < raw.size(); ++at) {
    if (raw[at] == '+' && plus == Plus::is_blank) {
      text += ' ';
    } else if (raw[at] != '%') {
      text += raw[at];
    } else {
      const auto digits = raw.substr(at + 1, 2);
      std::uint8_t byte = 0;
      const auto* const end = digits.data() + digits.size();
      const auto read = std::from_chars(digits.data(), end, byte, 16);
      if (digits.size() != 2 || read.ptr != end) {
        return fail(ErrorKind::invalid, "a percent sign is not followed by two hex digits");
      }
      text += static_cast<char>(byte);
      at += 2;
    }
  }
  if (std::ranges::any_of(text, is_control)) {
    return fail(ErrorKind::invalid, "the URL holds a control character");
  }
  if (!is_utf8(text)) return fail(ErrorKind::invalid, "the URL is not UTF-8");
  return text;
}

}  // namespace

Result<std::string> decode_segment(std::string_view raw) { return decode(raw, Plus::stays); }

Result<std::vector<QueryParameter>> parse_query(std::string_view raw) {
  std::vector<QueryParameter> parameters;
  while (!raw.empty()) {
    if (parameters.size() == parameters_max) {
      return fail(ErrorKind::invalid, "the query has more than 64 parameters");
    }
    const auto pair = raw.substr(0, raw.find('&'));
    raw.remove_prefix(std::min(pair.size() + 1, raw.size()));

    const auto equals = pair.find('=');
    auto name = decode(pair.substr(0, equals), Plus::is_blank);
    if (!name) return Failure{name.error()};
    if (name->empty()) return fail(ErrorKind::invalid, "a query parameter has no name");
    const auto raw_value = equals == std::string_view::npos ? "" : pair.substr(equals + 1);
    auto value = decode(raw_value, Plus::is_blank);
    if (!value) return Failure{value.error()};
    parameters.push_back({*std::move(name), *std::move(value)});
  }
  return parameters;
}

}  // namespace tocsin::adapters::http
