#include "adapters/sqlite/json_value.hpp"

#include <algorithm>

#include "domain/ids.hpp"

namespace tocsin::adapters::sqlite {
namespace {

// Text that JSON quotes as it stands, which is most of it: fields are on the way of every event, so
// they are written and read without building a document.
bool is_plain(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](unsigned char letter) {
    return letter >= ' ' && letter < 0x7F && letter != '"' && letter != '\\';
  });
}

}  // namespace

std::string text_of(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

void append_quoted(std::string& json, std::string_view text) {
  if (is_plain(text)) {
    json += '"';
    json += text;
    json += '"';
  } else {
    json += text_of(Json(text));
  }
}

void append(std::string& json, domain::Time time) {
  json += std::to_string(time.time_since_epoch().count());
}

const Json& list_in(const Json& json) {
  if (!json.is_array()) throw Json::other_error::create(501, "no list", &json);
  return json;
}

domain::Severity severity_from(const Json& json) {
  const auto severity = domain::Severity::parse(json.get_ref<const std::string&>());
  if (!severity) throw Json::other_error::create(501, "no severity", &json);
  return *severity;
}

domain::Time time_from(const Json& json) {
  return domain::Time{domain::Duration{number_from<domain::Duration::rep>(json)}};
}

boost::uuids::uuid uuid_from(const Json& json) {
  const auto uuid = domain::uuid_from(json.get_ref<const std::string&>());
  if (!uuid) throw Json::other_error::create(501, "no id", &json);
  return *uuid;
}

}  // namespace tocsin::adapters::sqlite
