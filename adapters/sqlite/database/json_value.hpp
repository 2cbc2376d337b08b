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

// How the JSON inside a row is put together and taken apart.
using Json = nlohmann::ordered_json;
using json::append_quoted;

// What came from outside may be cut within a character; what is kept must be readable again.
std::string text_of(const Json& json);

void append(std::string& json, domain::Time time);

// Reads with a function that throws when the text is not what we write.
template <typename Value, typename Read>
std::optional<Value> read(std::string_view text, Read read_value) {
  try {
    return read_value(Json::parse(text));
  } catch (const std::exception&) {
    return std::nullopt;
  }
}

// Each throws when it is something else. Of what is not there the library makes an empty list, and
// of half a number a whole one; these two do not.
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
