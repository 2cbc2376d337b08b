#include "adapters/http/body_reader.hpp"

#include <cassert>
#include <utility>

#include <nlohmann/json.hpp>

namespace tocsin::adapters::http {

using simdjson::dom::element;
using Aliases = std::map<std::string, std::string, std::less<>>;

namespace {

bool has_alias(element value, const Aliases& aliases, bool is_deep) {
  if (value.is_array()) {
    for (const auto item : simdjson::dom::array(value)) {
      if (is_deep && has_alias(item, aliases, is_deep)) return true;
    }
    return false;
  }
  if (!value.is_object()) return false;
  for (const auto [key, member] : simdjson::dom::object(value)) {
    if (aliases.contains(key) || (is_deep && has_alias(member, aliases, is_deep))) return true;
  }
  return false;
}

// The depth is bounded: the body has been through the strict reader.
void rename_in(nlohmann::json& value,  // NOLINT(misc-no-recursion)
               const Aliases& aliases,
               bool is_deep,
               const std::string& pointer,
               Violations& violations) {
  if (value.is_object()) {
    for (const auto& [alias, canonical] : aliases) {
      const auto found = value.find(alias);
      if (found == value.end()) continue;
      if (value.contains(canonical)) {
        violations.push_back(
            {pointer + json::pointer_step(alias), "is given as " + canonical + " already"});
      }
      auto member = std::move(*found);
      value.erase(found);
      value[canonical] = std::move(member);
    }
    if (!is_deep) return;
    for (auto& [key, member] : value.items()) {
      rename_in(member, aliases, is_deep, pointer + json::pointer_step(key), violations);
    }
  } else if (value.is_array() && is_deep) {
    for (std::size_t index = 0; index < value.size(); ++index) {
      rename_in(value[index], aliases, is_deep, pointer + json::pointer_step(index), violations);
    }
  }
}

}  // namespace

BodyReader::BodyReader(const json::Schemas& schemas) : schemas_(schemas) {}

std::variant<element, Violations> BodyReader::read(std::string_view text,
                                                   const std::string& schema) {
  auto read = reader_.read_padded(text);
  if (!read) return Violations{{read.error().pointer, read.error().message}};

  const Shape& shape = shape_of(schema);
  if (has_alias(*read, shape.aliases, !shape.is_open)) return rename(text, shape);
  if (shape.schema->accepts(*read)) return *read;
  return shape.schema->check(*read);
}

std::variant<element, Violations> BodyReader::rename(std::string_view text, const Shape& shape) {
  Violations violations;
  auto document = nlohmann::json::parse(text);
  rename_in(document, shape.aliases, !shape.is_open, "", violations);
  if (!violations.empty()) return violations;

  auto read = reader_.read(document.dump());
  if (!read) return Violations{{read.error().pointer, read.error().message}};
  if (shape.schema->accepts(*read)) return *read;
  return shape.schema->check(*read);
}

const BodyReader::Shape& BodyReader::shape_of(const std::string& schema) {
  const auto known = shapes_.find(schema);
  if (known != shapes_.end()) return known->second;

  const auto document = nlohmann::json::parse(schemas_.text(schema));
  const bool is_closed =
      document.contains("additionalProperties") && document.at("additionalProperties") == false;
  Shape shape{schemas_.find(schema), {}, !is_closed};
  if (document.contains("x-aliases")) {
    for (const auto& [alias, canonical] : document.at("x-aliases").items()) {
      shape.aliases[alias] = canonical;
    }
  }
  assert(shape.schema);
  return shapes_.emplace(schema, std::move(shape)).first->second;
}

}  // namespace tocsin::adapters::http
