#include "adapters/json/text/malformed.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include <nlohmann/json.hpp>

namespace tocsin::adapters::json {
namespace {

// The maximum size in which the position is searched, because that needs a second parser.
constexpr std::size_t max_searched_bytes = std::size_t{64} * 1024;

// Accepts every value, and keeps only the place of the first mistake.
class MistakeFinder : public nlohmann::json_sax<nlohmann::json> {
 public:
  std::optional<std::size_t> byte;

  bool null() override { return true; }
  bool boolean(bool) override { return true; }
  bool number_integer(number_integer_t) override { return true; }
  bool number_unsigned(number_unsigned_t) override { return true; }
  bool number_float(number_float_t, const string_t&) override { return true; }
  bool string(string_t&) override { return true; }
  bool binary(binary_t&) override { return true; }
  bool start_object(std::size_t) override { return true; }
  bool key(string_t&) override { return true; }
  bool end_object() override { return true; }
  bool start_array(std::size_t) override { return true; }
  bool end_array() override { return true; }
  bool parse_error(std::size_t position,
                   const std::string&,
                   const nlohmann::detail::exception&) override {
    byte = position;
    return false;
  }
};

std::string_view meaning(simdjson::error_code code) {
  using Meaning = std::pair<simdjson::error_code, std::string_view>;
  static constexpr std::array meanings{
      Meaning{simdjson::UTF8_ERROR, "is not valid UTF-8"},
      Meaning{simdjson::NUMBER_ERROR, "has a malformed number"},
      Meaning{simdjson::STRING_ERROR, "has a string with a bad escape sequence"},
      Meaning{simdjson::UNCLOSED_STRING, "has a string that is not closed"},
      Meaning{simdjson::UNESCAPED_CHARS, "has a control character in a string; escape it"},
      Meaning{simdjson::EMPTY, "is empty where a JSON document is expected"},
      Meaning{simdjson::CAPACITY, "is too large"}};
  const auto* const found = std::find_if(
      meanings.begin(), meanings.end(), [code](const Meaning& row) { return row.first == code; });
  return found == meanings.end() ? "is not valid JSON" : found->second;
}

}  // namespace

std::string what_is_malformed(std::string_view text, simdjson::error_code code) {
  std::string message{meaning(code)};
  if (text.size() > max_searched_bytes) return message;

  MistakeFinder finder;
  nlohmann::json::sax_parse(text.begin(), text.end(), &finder);
  if (finder.byte) message += " (at byte " + std::to_string(*finder.byte) + ")";
  return message;
}

}  // namespace tocsin::adapters::json
