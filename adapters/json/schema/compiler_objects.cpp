// Compiles the keywords for objects, and reads the operands of keywords.
#include <algorithm>
#include <iterator>
#include <map>
#include <utility>

#include "adapters/json/schema/compiler.hpp"
#include "adapters/json/schema/views.hpp"

namespace tocsin::adapters::json {

Index Compiler::object_rules(const Json& schema) {
  static constexpr std::string_view words[] = {"properties",
                                               "required",
                                               "additionalProperties",
                                               "patternProperties",
                                               "propertyNames",
                                               "minProperties",
                                               "maxProperties",
                                               "dependencies"};
  if (std::none_of(std::begin(words), std::end(words), [&schema](std::string_view word) {
        return schema.contains(word);
      }))
    return nothing;

  ObjectRules rules;
  rules.size_min = count(schema, "minProperties", rules.size_min);
  rules.max_size = count(schema, "maxProperties", rules.max_size);
  properties(schema, rules);
  rules.patterns = pattern_properties(schema);
  rules.dependencies = dependencies(schema);
  rules.additional = subschema(schema, "additionalProperties");
  rules.names = subschema(schema, "propertyNames");
  return add(program_->objects, rules);
}

void Compiler::properties(const Json& schema, ObjectRules& rules) {
  std::map<std::string, Property> found;
  if (const auto* const written = object(schema, "properties")) {
    for (const auto& [name, value] : written->items())
      found[name].node = this->schema(value);
  }
  if (const auto written = schema.find("required"); written != schema.end()) {
    auto required = names(schema, "required", *written);
    if (required.size() > max_required) {
      return refuse(schema,
                    "required",
                    "must not name more than " + std::to_string(max_required) + " properties");
    }
    for (std::size_t bit = 0; bit < required.size(); ++bit) {
      found[required[bit]].required_bit = std::uint64_t{1} << bit;
      rules.required_bits |= std::uint64_t{1} << bit;
    }
    rules.required = add_all(program_->names, std::move(required));
  }

  std::vector<Property> sorted;
  for (auto& [name, property] : found) {
    property.name = name;
    sorted.push_back(std::move(property));
  }
  std::sort(sorted.begin(), sorted.end(), [](const Property& left, const Property& right) {
    return property_before(left.name, right.name);
  });
  rules.properties = add_all(program_->properties, std::move(sorted));
}

Range Compiler::pattern_properties(const Json& schema) {
  std::vector<PatternProperty> found;
  if (const auto* const written = object(schema, "patternProperties")) {
    for (const auto& [expression, value] : written->items()) {
      found.push_back({pattern(schema, "patternProperties", expression), this->schema(value)});
    }
  }
  return add_all(program_->pattern_properties, std::move(found));
}

Range Compiler::dependencies(const Json& schema) {
  std::vector<Dependency> found;
  if (const auto* const written = object(schema, "dependencies")) {
    for (const auto& [name, value] : written->items()) {
      Dependency dependency{name, nothing, {}};
      if (value.is_array()) {
        dependency.required = add_all(program_->names, names(schema, "dependencies", value));
      } else {
        dependency.node = this->schema(value);
      }
      found.push_back(std::move(dependency));
    }
  }
  return add_all(program_->dependencies, std::move(found));
}

const nlohmann::json* Compiler::object(const Json& schema, std::string_view word) {
  const auto written = schema.find(word);
  if (written == schema.end()) return nullptr;
  if (written->is_object()) return &*written;
  refuse(schema, word, "must be an object");
  return nullptr;
}

std::size_t Compiler::count(const Json& schema, std::string_view word, std::size_t absent) {
  const auto written = schema.find(word);
  if (written == schema.end()) return absent;
  if (written->is_number_integer() && *written >= 0) return written->get<std::size_t>();
  refuse(schema, word, "must be an integer of at least 0");
  return absent;
}

Number Compiler::number(const Json& schema, std::string_view word, Number absent) {
  const auto written = schema.find(word);
  if (written == schema.end()) return absent;
  if (written->is_number()) return JsonView{*written}.number();
  refuse(schema, word, "must be a number");
  return absent;
}

bool Compiler::flag(const Json& schema, std::string_view word) {
  const auto written = schema.find(word);
  if (written == schema.end()) return false;
  if (written->is_boolean()) return written->get<bool>();
  refuse(schema, word, "must be true or false");
  return false;
}

Format Compiler::format(const Json& schema) {
  const auto written = schema.find("format");
  if (written == schema.end()) return Format::any;
  if (written->is_string()) {
    if (const auto known = format_named(written->get<std::string>())) return *known;
  }
  refuse(schema, "format", "the format " + written->dump() + " is not implemented");
  return Format::any;
}

Index Compiler::subschema(const Json& schema, std::string_view word) {
  const auto written = schema.find(word);
  return written == schema.end() ? nothing : this->schema(*written);
}

Range Compiler::branches(const Json& schema, std::string_view word) {
  const auto written = schema.find(word);
  if (written == schema.end()) return {};
  std::vector<Index> found;
  if (written->is_array()) {
    for (const auto& branch : *written)
      found.push_back(this->schema(branch));
  }
  if (found.empty() && word != "items")
    refuse(schema, word, "must be a list of at least one schema");
  return add_all(program_->branches, std::move(found));
}

std::vector<std::string> Compiler::names(const Json& schema,
                                         std::string_view word,
                                         const Json& list) {
  std::vector<std::string> found;
  if (!list.is_array()) refuse(schema, word, "must be a list of property names");
  for (const auto& name : list) {
    if (!name.is_string()) {
      refuse(schema, word, "must be a list of property names");
    } else if (std::find(found.begin(), found.end(), name.get<std::string>()) != found.end()) {
      refuse(schema, word, "names a property twice: " + name.dump());
    } else {
      found.push_back(name.get<std::string>());
    }
  }
  return found;
}

Index Compiler::pattern(const Json& schema, std::string_view word, const std::string& expression) {
  auto compiled = std::make_unique<const re2::RE2>(expression, re2::RE2::Quiet);
  if (!compiled->ok())
    refuse(schema, word, "the pattern " + expression + " cannot be used: " + compiled->error());
  return add(program_->patterns, std::move(compiled));
}

}  // namespace tocsin::adapters::json
