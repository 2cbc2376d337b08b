#include "adapters/http/api/body_reader.hpp"

#include <algorithm>
#include <cassert>
#include <utility>

#include <nlohmann/json.hpp>

namespace tocsin::adapters::http {

using simdjson::dom::element;

BodyReader::BodyReader(const json::Schemas& schemas) : schemas_(schemas) {}

std::variant<element, Violations> BodyReader::read(std::string_view text,
                                                   const std::string& schema) {
  auto read = reader_.read_padded(text);
  if (!read) return Violations{{read.error().pointer, read.error().message}};

  const Shape& shape = shape_of(schema);
  if (has_alias(*read, shape)) return rename(shape);
  if (shape.schema->accepts(*read)) return *read;
  return shape.schema->check(*read);
}

std::variant<element, Violations> BodyReader::rename(const Shape& shape) {
  Violations violations;
  auto document = nlohmann::json::parse(reader_.text());
  rename_in(document, shape, "", violations);
  if (!violations.empty()) return violations;

  auto read = reader_.read(document.dump());
  if (!read) return Violations{{read.error().pointer, read.error().message}};
  if (shape.schema->accepts(*read)) return *read;
  return shape.schema->check(*read);
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
  Shape shape{schemas_.find(schema), {}, {}, {}, !is_closed};
  if (document.contains("x-aliases")) shape.aliases = document.at("x-aliases").get<Aliases>();
  if (document.contains("x-aliases-without")) {
    for (const auto& [other, aliases] : document.at("x-aliases-without").items())
      shape.aliases_without[other] = aliases.get<Aliases>();
  }
  if (document.contains("x-verbatim")) {
    shape.verbatim = document.at("x-verbatim").get<decltype(shape.verbatim)>();
  }
  assert(shape.schema);
  return shapes_.emplace(schema, std::move(shape)).first->second;
}

BodyReader& reader_of_this_thread(const json::Schemas& schemas) {
  thread_local std::map<const json::Schemas*, BodyReader> readers;
  return readers.try_emplace(&schemas, schemas).first->second;
}

}  // namespace tocsin::adapters::http
