#include "adapters/http/api/url.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>

namespace tocsin::adapters::http {
namespace {

constexpr std::size_t max_parameters = 64;

struct Range {
  unsigned char low;
  unsigned char high;

  bool holds(char c) const {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= low && byte <= high;
  }
};

struct Sequence {
  Range first;
  Range second;
  std::size_t bytes;
};

constexpr Range continuation{0x80, 0xbf};

// The Unicode Standard, table 3-7: no overlong form, no surrogate, nothing above U+10FFFF.
constexpr Sequence sequences[] = {
    {{0x00, 0x7f}, {}, 1},
    {{0xc2, 0xdf}, continuation, 2},
    {{0xe0, 0xe0}, {0xa0, 0xbf}, 3},
    {{0xe1, 0xec}, continuation, 3},
    {{0xed, 0xed}, {0x80, 0x9f}, 3},
    {{0xee, 0xef}, continuation, 3},
    {{0xf0, 0xf0}, {0x90, 0xbf}, 4},
    {{0xf1, 0xf3}, continuation, 4},
    {{0xf4, 0xf4}, {0x80, 0x8f}, 4},
};

// The bytes of the UTF-8 sequence that begins `text`, 0 when there is none.
std::size_t sequence_bytes(std::string_view text) {
  const auto* const found = std::ranges::find_if(
      sequences, [lead = text.front()](const Sequence& each) { return each.first.holds(lead); });
  if (found == std::end(sequences) || text.size() < found->bytes) return 0;
  if (found->bytes > 1 && !found->second.holds(text[1])) return 0;
  const auto rest = text.substr(0, found->bytes).substr(std::min<std::size_t>(2, found->bytes));
  const auto continues = [](char c) { return continuation.holds(c); };
  return std::ranges::all_of(rest, continues) ? found->bytes : 0;
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
        return fail(ErrorKind::invalid,
                    "a percent sign in the URL must be followed by two hexadecimal digits");
      }
      text += static_cast<char>(byte);
      at += 2;
    }
  }
  if (!is_utf8(text)) return fail(ErrorKind::invalid, "the URL must be UTF-8");
  return text;
}

}  // namespace

Result<std::string> decode_segment(std::string_view raw) { return decode(raw, Plus::stays); }

Result<std::vector<QueryParameter>> parse_query(std::string_view raw) {
  std::vector<QueryParameter> parameters;
  while (!raw.empty()) {
    if (parameters.size() == max_parameters) {
      return fail(ErrorKind::invalid, "the query must have at most 64 parameters");
    }
    const auto pair = raw.substr(0, raw.find('&'));
    raw.remove_prefix(std::min(pair.size() + 1, raw.size()));

    const auto equals = pair.find('=');
    auto name = decode(pair.substr(0, equals), Plus::is_blank);
    if (!name) return Failure{name.error()};
    if (name->empty()) return fail(ErrorKind::invalid, "a query parameter must have a name");
    const auto raw_value = equals == std::string_view::npos ? "" : pair.substr(equals + 1);
    auto value = decode(raw_value, Plus::is_blank);
    if (!value) return Failure{value.error()};
    parameters.push_back({*std::move(name), *std::move(value)});
  }
  return parameters;
}

}  // namespace tocsin::adapters::http
