#include "adapters/json/schema/compiler.hpp"

#include <algorithm>
#include <initializer_list>
#include <utility>

#include "adapters/json/schema/violation.hpp"
#include "adapters/json/schema/words.hpp"

namespace tocsin::adapters::json {
namespace {

constexpr std::size_t max_references_in_a_row = 32;

bool has_any(const nlohmann::json& schema, std::initializer_list<std::string_view> words) {
  return std::any_of(words.begin(), words.end(), [&schema](std::string_view word) {
    return schema.contains(word);
  });
}

Kinds kind_named(std::string_view name) {
  if (name == "null") return kind::null;
  if (name == "boolean") return kind::boolean;
  if (name == "integer") return kind::integer;
  if (name == "number") return kind::number;
  if (name == "string") return kind::string;
  if (name == "array") return kind::array;
  if (name == "object") return kind::object;
  return kind::none;
}

}  // namespace

Result<std::unique_ptr<const Program>> Compiler::operator()(const nlohmann::json& root) && {
  program_->root = schema(root);
  if (mistake_ || !descends_always()) return Failure{std::move(*mistake_)};
  return std::unique_ptr<const Program>{std::move(program_)};
}

Index Compiler::schema(const Json& schema) {
  const auto* const meant = target(schema);
  if (meant == nullptr) return nothing;
  if (const auto known = known_.find(meant); known != known_.end()) return known->second;

  // Known before it is complete: a schema may refer to itself.
  const auto index = add(program_->nodes, Node{});
  known_.emplace(meant, index);
  sources_.push_back(meant);
  auto compiled = node(*meant);
  program_->nodes[index] = compiled;
  return index;
}

// Returns the schema itself, or the target of its `$ref`, which overrides all other keywords.
const nlohmann::json* Compiler::target(const Json& schema) {
  const auto* meant = &schema;
  for (std::size_t hops = 0; hops < max_references_in_a_row; ++hops) {
    check_words(*meant);
    const auto reference = meant->find("$ref");
    if (!meant->is_object() || reference == meant->end()) return meant;
    const auto* const next = reference->is_string()
                                 ? references_.target(*meant, reference->get<std::string>())
                                 : nullptr;
    if (next == nullptr) {
      refuse(*meant, "$ref", "refers to nothing that is known: " + reference->dump());
      return nullptr;
    }
    meant = next;
  }
  refuse(schema, "$ref", "leads from reference to reference without an end");
  return nullptr;
}

void Compiler::check_words(const Json& schema) {
  if (!schema.is_object()) return;
  for (const auto& [word, value] : schema.items()) {
    if (!what_holds(word)) refuse(schema, word, "the word \"" + word + "\" is not implemented");
  }
  const auto dialect = schema.find("$schema");
  if (dialect != schema.end() && *dialect != "http://json-schema.org/draft-07/schema#" &&
      *dialect != "http://json-schema.org/draft-07/schema") {
    refuse(schema, "$schema", "must be http://json-schema.org/draft-07/schema#");
  }
}

Node Compiler::node(const Json& schema) {
  Node made;
  if (schema.is_boolean()) {
    made.kinds = schema.get<bool>() ? kind::every : kind::none;
  } else if (schema.is_object()) {
    made.kinds = kinds(schema);
    values(schema, made);
    made.text = text_rules(schema);
    made.number = number_rules(schema);
    made.array = array_rules(schema);
    made.object = object_rules(schema);
    combinators(schema, made);
    definitions(schema);
  } else {
    refuse(schema, {}, "a schema must be an object or a boolean");
  }
  return made;
}

Kinds Compiler::kinds(const Json& schema) {
  const auto type = schema.find("type");
  if (type == schema.end()) return kind::every;
  const auto list = type->is_array() ? *type : Json::array({*type});
  Kinds allowed = kind::none;
  for (const auto& name : list) {
    const auto one = name.is_string() ? kind_named(name.get<std::string>()) : kind::none;
    if (one == kind::none) refuse(schema, "type", "knows no type " + name.dump());
    allowed |= one;
  }
  if (list.empty()) refuse(schema, "type", "must name a type");
  return allowed;
}

void Compiler::values(const Json& schema, Node& node) {
  if (const auto constant = schema.find("const"); constant != schema.end()) {
    node.constant = add(program_->values, *constant);
  }
  const auto choices = schema.find("enum");
  if (choices == schema.end()) return;
  if (!choices->is_array() || choices->empty()) {
    return refuse(schema, "enum", "must be a list of at least one value");
  }
  node.choices = add_all(program_->values, choices->get<std::vector<Json>>());
}

Index Compiler::text_rules(const Json& schema) {
  if (!has_any(schema, {"minLength", "maxLength", "pattern", "format"})) return nothing;
  TextRules rules;
  rules.size_min = count(schema, "minLength", rules.size_min);
  rules.max_size = count(schema, "maxLength", rules.max_size);
  if (const auto written = schema.find("pattern"); written != schema.end()) {
    if (written->is_string()) {
      rules.pattern = pattern(schema, "pattern", written->get<std::string>());
    } else {
      refuse(schema, "pattern", "must be a string");
    }
  }
  rules.format = format(schema);
  return add(program_->texts, rules);
}

Index Compiler::number_rules(const Json& schema) {
  if (!has_any(schema,
               {"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"})) {
    return nothing;
  }
  NumberRules rules;
  rules.minimum = number(schema, "minimum", rules.minimum);
  rules.maximum = number(schema, "maximum", rules.maximum);
  rules.above = number(schema, "exclusiveMinimum", rules.above);
  rules.below = number(schema, "exclusiveMaximum", rules.below);
  rules.multiple_of = number(schema, "multipleOf", rules.multiple_of);
  if (schema.contains("multipleOf") && !(rules.multiple_of > 0)) {
    refuse(schema, "multipleOf", "must be more than 0");
  }
  return add(program_->numbers, rules);
}

Index Compiler::array_rules(const Json& schema) {
  if (!has_any(schema,
               {"items", "additionalItems", "minItems", "maxItems", "uniqueItems", "contains"})) {
    return nothing;
  }
  ArrayRules rules;
  rules.size_min = count(schema, "minItems", rules.size_min);
  rules.max_size = count(schema, "maxItems", rules.max_size);
  rules.unique = flag(schema, "uniqueItems");
  rules.contains = subschema(schema, "contains");
  const auto additional = subschema(schema, "additionalItems");
  const auto items = schema.find("items");
  if (items != schema.end() && items->is_array()) {
    rules.heads = branches(schema, "items");
    rules.rest = additional;
  } else {
    rules.rest = subschema(schema, "items");  // additionalItems has no meaning beside it
  }
  return add(program_->arrays, rules);
}

void Compiler::combinators(const Json& schema, Node& node) {
  node.combines = has_any(schema, {"allOf", "anyOf", "oneOf", "not", "if"});
  node.all_of = branches(schema, "allOf");
  node.any_of = branches(schema, "anyOf");
  node.one_of = branches(schema, "oneOf");
  node.negated = subschema(schema, "not");
  node.condition = subschema(schema, "if");
  node.consequence = subschema(schema, "then");
  node.alternative = subschema(schema, "else");
}

// Compiles the definitions, even unused ones: a mistake in them is a mistake.
void Compiler::definitions(const Json& schema) {
  const auto* const written = object(schema, "definitions");
  if (written == nullptr) return;
  for (const auto& definition : *written)
    this->schema(definition);
}

void Compiler::refuse(const Json& schema, std::string_view word, std::string message) {
  if (mistake_) return;
  const auto& site = references_.site(schema);
  auto pointer = site.pointer;
  if (!word.empty()) pointer += pointer_step(word);
  if (!site.file.empty()) message.insert(0, site.file + ": ");
  mistake_ = Error{ErrorKind::invalid, std::move(message), std::move(pointer)};
}

// Rejects a schema that applies itself to the same value, which would never end.
bool Compiler::descends_always() {
  std::vector<Progress> progress(program_->nodes.size(), Progress::untouched);
  for (Index index = 0; index < program_->nodes.size(); ++index) {
    if (!descends(index, progress)) {
      refuse(*sources_[index], {}, "applies itself to the same value, without an end");
      return false;
    }
  }
  return true;
}

bool Compiler::descends(Index index, std::vector<Progress>& progress) const {
  if (progress[index] != Progress::untouched) return progress[index] == Progress::finished;
  progress[index] = Progress::begun;
  const auto applied = applied_in_place(program_->nodes[index]);
  const bool ends = std::all_of(
      applied.begin(), applied.end(), [&](Index next) { return descends(next, progress); });
  progress[index] = Progress::finished;
  return ends;
}

std::vector<Index> Compiler::applied_in_place(const Node& node) const {
  std::vector<Index> applied;
  for (const auto& range : {node.all_of, node.any_of, node.one_of}) {
    applied.insert(applied.end(),
                   program_->branches.begin() + range.begin,
                   program_->branches.begin() + range.end);
  }
  for (const auto index : {node.negated, node.condition, node.consequence, node.alternative}) {
    if (index != nothing) applied.push_back(index);
  }
  if (node.object == nothing) return applied;
  const auto& dependencies = program_->objects[node.object].dependencies;
  for (auto at = dependencies.begin; at < dependencies.end; ++at) {
    const auto index = program_->dependencies[at].node;
    if (index != nothing) applied.push_back(index);
  }
  return applied;
}

}  // namespace tocsin::adapters::json
