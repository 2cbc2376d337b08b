#include "adapters/http/batch_body.hpp"

#include <algorithm>

#include <simdjson.h>

#include "adapters/http/message.hpp"

namespace tocsin::adapters::http {

namespace ondemand = simdjson::ondemand;

namespace {

constexpr std::string_view blanks = " \t\r\n";

std::string_view trimmed(std::string_view text) {
  const auto first = std::min(text.find_first_not_of(blanks), text.size());
  text.remove_prefix(first);
  const auto last = text.find_last_not_of(blanks);
  return text.substr(0, last + 1);
}

std::vector<std::string_view> lines_of(std::string_view body) {
  std::vector<std::string_view> lines;
  while (!body.empty()) {
    const auto end = std::min(body.find('\n'), body.size());
    const auto line = trimmed(body.substr(0, end));
    if (!line.empty()) lines.push_back(line);
    body.remove_prefix(std::min(end + 1, body.size()));
  }
  return lines;
}

simdjson::simdjson_result<std::string_view> text_of(ondemand::value value) {
  ondemand::json_type type{};
  if (const auto error = value.type().get(type)) return error;
  if (type == ondemand::json_type::object) return value.get_object().raw_json();
  if (type == ondemand::json_type::array) return value.get_array().raw_json();
  return trimmed(value.raw_json_token());
}

simdjson::error_code collect(std::string_view body, std::vector<std::string_view>& items) {
  ondemand::parser parser;
  ondemand::document document;
  const simdjson::padded_string_view padded{body, body.size() + body_padding};
  if (const auto error = parser.iterate(padded).get(document)) return error;
  ondemand::array array;
  if (const auto error = document.get_array().get(array)) return error;
  for (auto element : array) {
    ondemand::value value;
    if (const auto error = element.get(value)) return error;
    std::string_view text;
    if (const auto error = text_of(value).get(text)) return error;
    items.push_back(text);
  }
  return document.at_end() ? simdjson::SUCCESS : simdjson::TRAILING_CONTENT;
}

}  // namespace

std::variant<std::vector<std::string_view>, Violations> items_of(std::string_view body) {
  static_assert(body_padding >= simdjson::SIMDJSON_PADDING);
  if (!trimmed(body).starts_with('[')) return lines_of(body);

  std::vector<std::string_view> items;
  if (const auto error = collect(body, items)) {
    return Violations{{"", std::string{"is no JSON array: "} + simdjson::error_message(error)}};
  }
  return items;
}

}  // namespace tocsin::adapters::http
