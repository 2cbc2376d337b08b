#pragma once

#include <cstdint>
#include <exception>
#include <optional>
#include <string>
#include <string_view>

#include <boost/uuid/uuid.hpp>
#include <nlohmann/json.hpp>

#include "adapters/json/text/quoted.hpp"
#include "domain/kernel/severity.hpp"
#include "domain/kernel/time.hpp"
#include "domain/kernel/words.hpp"

namespace tocsin::adapters::sqlite {

// Builds and parses the JSON inside a row.
using Json = nlohmann::ordered_json;
using json::append_quoted;

// Serializes JSON. External input may be cut within a character; the stored text must be readable
// again.
std::string text_of(const Json& json);

void append(std::string& json, domain::Time time);

// Calls a function that throws if the text is not in the form that this adapter writes. Returns
// nothing then.
template <typename Value, typename Read>
std::optional<Value> read(std::string_view text, Read read_value) {
  try {
    return read_value(Json::parse(text));
  } catch (const std::exception&) {
    return std::nullopt;
  }
}

// Each throws if the value is of another kind. The library would make an empty list of an absent
// value, and an integer of a fraction; these two do not.
const Json& list_in(const Json& json);

template <typename Integer>
Integer number_from(const Json& json) {
  if (!json.is_number_integer()) throw Json::other_error::create(501, "no number", &json);
  const auto wide = json.get<std::int64_t>();
  const auto number = static_cast<Integer>(wide);
  if (static_cast<std::int64_t>(number) != wide) {
    throw Json::other_error::create(501, "a number that is too large", &json);
  }
  return number;
}

template <typename Enum>
Enum enum_from(const Json& json) {
  const auto value = domain::from_word<Enum>(json.get_ref<const std::string&>());
  if (!value) throw Json::other_error::create(501, "an unknown name", &json);
  return *value;
}

domain::Severity severity_from(const Json& json);
domain::Time time_from(const Json& json);
boost::uuids::uuid uuid_from(const Json& json);

}  // namespace tocsin::adapters::sqlite
