#include "adapters/sqlite/database/json_value.hpp"

#include "domain/kernel/ids.hpp"

namespace tocsin::adapters::sqlite {

std::string text_of(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
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
