#pragma once

#include <algorithm>
#include <cstdint>
#include <exception>
#include <optional>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include "domain/ids.hpp"
#include "domain/time.hpp"
#include "domain/words.hpp"

// What the readers and writers of JSON inside rows are put together from.
namespace tocsin::adapters::sqlite {

using Json = nlohmann::ordered_json;

// What came from outside may be cut within a character; what is kept must be readable again.
inline std::string text_of(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

// Reads with a function that throws when the text is not what we write.
template <typename Value, typename Read>
std::optional<Value> read(std::string_view text, Read read_value) {
  try {
    return read_value(Json::parse(text));
  } catch (const std::exception&) {
    return std::nullopt;
  }
}

// Of what is not there the library makes an empty list, and of half a number a whole one; these two
// do not.
inline const Json& list_in(const Json& json) {
  if (!json.is_array()) throw Json::other_error::create(501, "no list", &json);
  return json;
}

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

// Text that JSON quotes as it stands, which is most of it: fields are on the way of every event, so
// they are written and read without building a document.
inline bool is_plain(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](unsigned char letter) {
    return letter >= ' ' && letter < 0x7F && letter != '"' && letter != '\\';
  });
}

inline void append_quoted(std::string& json, std::string_view text) {
  if (is_plain(text)) {
    json += '"';
    json += text;
    json += '"';
  } else {
    json += text_of(Json(text));
  }
}

inline void append(std::string& json, domain::Time time) {
  json += std::to_string(time.time_since_epoch().count());
}

inline domain::Time time_from(const Json& json) {
  return domain::Time{domain::Duration{number_from<domain::Duration::rep>(json)}};
}

inline boost::uuids::uuid uuid_from(const Json& json) {
  const auto uuid = domain::uuid_from(json.get_ref<const std::string&>());
  if (!uuid) throw Json::other_error::create(501, "no id", &json);
  return *uuid;
}

}  // namespace tocsin::adapters::sqlite
