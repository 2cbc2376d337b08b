#include "adapters/http/api/body_reader.hpp"

#include <algorithm>
#include <cassert>
#include <utility>

#include <nlohmann/json.hpp>

#include "adapters/json/text/mended_text.hpp"

namespace tocsin::adapters::http {

using simdjson::dom::element;

namespace {

std::variant<element, Violations> checked(element body, const json::Schema& schema) {
  if (schema.accepts(body)) return body;
  return schema.check(body);
}

}  // namespace

BodyReader::BodyReader(const json::Schemas& schemas) : schemas_(schemas) {}

std::variant<element, Violations> BodyReader::read(std::string_view text,
                                                   const std::string& schema) {
  const Shape& shape = shape_of(schema);
  auto read = reader_.read_padded(text, shape.slips);
  if (!read) return Violations{{read.error().pointer, read.error().message}};
  const bool is_doubtful = reader_.has_replacements();

  auto body = has_alias(*read, shape) ? rename(shape) : checked(*read, *shape.schema);
  const auto* accepted = std::get_if<element>(&body);
  if (!is_doubtful || accepted == nullptr) return body;
  if (auto violations = inexact(*accepted, shape); !violations.empty()) return violations;
  return body;
}

Violations BodyReader::inexact(element body, const Shape& shape) {
  Violations violations;
  add_inexact(body, shape.exact, violations);
  for (const auto& [other, exact] : shape.exact_without)
    if (body[other].error() != simdjson::SUCCESS) add_inexact(body, exact, violations);
  return violations;
}

void BodyReader::add_inexact(element body, const Keys& exact, Violations& violations) {
  for (const auto& key : exact) {
    std::string_view text;
    if (body[key].get(text) == simdjson::SUCCESS && json::has_replacement(text)) {
      violations.push_back({json::pointer_step(key), "must be valid UTF-8"});
    }
  }
}

std::variant<element, Violations> BodyReader::rename(const Shape& shape) {
  Violations violations;
  auto document = nlohmann::json::parse(reader_.text());
  rename_in(document, shape, "", violations);
  if (!violations.empty()) return violations;

  auto read = reader_.read(document.dump());
  if (!read) return Violations{{read.error().pointer, read.error().message}};
  return checked(*read, *shape.schema);
}

bool BodyReader::Shape::has_alias(std::string_view key) const {
  if (aliases.contains(key)) return true;
  return std::any_of(aliases_without.begin(), aliases_without.end(), [key](const auto& without) {
    return without.second.contains(key);
  });
}

// The depth is bounded: the body has been through the strict reader.
bool BodyReader::has_alias(element value, const Shape& shape) {  // NOLINT(misc-no-recursion)
  if (value.is_array()) {
    for (const auto item : simdjson::dom::array(value)) {
      if (!shape.is_open && has_alias(item, shape)) return true;
    }
    return false;
  }
  if (!value.is_object()) return false;
  for (const auto [key, member] : simdjson::dom::object(value)) {
    if (shape.has_alias(key)) return true;
    const bool is_free = shape.is_open || shape.verbatim.contains(key);
    if (!is_free && has_alias(member, shape)) return true;
  }
  return false;
}

void BodyReader::rename_keys(nlohmann::json& object,
                             const Aliases& aliases,
                             const std::string& pointer,
                             Violations& violations) {
  for (const auto& [alias, canonical] : aliases) {
    const auto found = object.find(alias);
    if (found == object.end()) continue;
    if (object.contains(canonical)) {
      violations.push_back({pointer + json::pointer_step(alias), "is a duplicate of " + canonical});
    }
    auto member = std::move(*found);
    object.erase(found);
    object[canonical] = std::move(member);
  }
}

void BodyReader::rename_in(nlohmann::json& value,  // NOLINT(misc-no-recursion)
                           const Shape& shape,
                           const std::string& pointer,
                           Violations& violations) {
  if (value.is_object()) {
    rename_keys(value, shape.aliases, pointer, violations);
    for (const auto& [other, aliases] : shape.aliases_without)
      if (!value.contains(other)) rename_keys(value, aliases, pointer, violations);
  }
  if (!shape.is_open) rename_below(value, shape, pointer, violations);
}

void BodyReader::rename_below(nlohmann::json& value,  // NOLINT(misc-no-recursion)
                              const Shape& shape,
                              const std::string& pointer,
                              Violations& violations) {
  if (value.is_object()) {
    for (auto& [key, member] : value.items()) {
      if (shape.verbatim.contains(key)) continue;
      rename_in(member, shape, pointer + json::pointer_step(key), violations);
    }
  } else if (value.is_array()) {
    for (std::size_t index = 0; index < value.size(); ++index) {
      rename_in(value[index], shape, pointer + json::pointer_step(index), violations);
    }
  }
}

const BodyReader::Shape& BodyReader::shape_of(const std::string& schema) {
  const auto known = shapes_.find(schema);
  if (known != shapes_.end()) return known->second;

  const auto document = nlohmann::json::parse(schemas_.text(schema));
  const bool is_closed =
      document.contains("additionalProperties") && document.at("additionalProperties") == false;
  Shape shape{.schema = schemas_.find(schema), .is_open = !is_closed};
  if (document.contains("x-aliases")) shape.aliases = document.at("x-aliases").get<Aliases>();
  if (document.contains("x-aliases-without")) {
    for (const auto& [other, aliases] : document.at("x-aliases-without").items())
      shape.aliases_without[other] = aliases.get<Aliases>();
  }
  if (document.contains("x-verbatim")) {
    shape.verbatim = document.at("x-verbatim").get<Keys>();
  }
  if (document.contains("x-exact")) {
    shape.exact = document.at("x-exact").get<Keys>();
    shape.slips = json::Slips::mended;
  }
  if (document.contains("x-exact-without")) {
    for (const auto& [other, exact] : document.at("x-exact-without").items())
      shape.exact_without[other] = exact.get<Keys>();
  }
  assert(shape.schema);
  return shapes_.emplace(schema, std::move(shape)).first->second;
}

BodyReader& reader_of_this_thread(const json::Schemas& schemas) {
  thread_local std::map<const json::Schemas*, BodyReader> readers;
  return readers.try_emplace(&schemas, schemas).first->second;
}

}  // namespace tocsin::adapters::http
