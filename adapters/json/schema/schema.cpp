#include "adapters/json/schema/schema.hpp"

#include <algorithm>
#include <utility>

#include <nlohmann/json.hpp>

#include "adapters/json/schema/compiler.hpp"
#include "adapters/json/schema/program.hpp"
#include "adapters/json/schema/validation.hpp"

namespace tocsin::adapters::json {
namespace {

constexpr std::size_t max_depth = 64;

// Whether the value is nested too deeply: nothing has bounded the depth of these documents before.
bool is_deeper_than(const nlohmann::json& value, std::size_t depth) {
  if (!value.is_structured()) return false;
  return depth == 0 || std::any_of(value.begin(), value.end(), [depth](const auto& inner) {
           return is_deeper_than(inner, depth - 1);
         });
}

std::string too_deep() { return "is nested deeper than " + std::to_string(max_depth); }

Result<Schema> compiled(const nlohmann::json& document, References& references) {
  auto program = Compiler{references}(document);
  if (!program) return Failure{program.error()};
  return Schema{*std::move(program)};
}

}  // namespace

Schema::Schema(std::unique_ptr<const Program> program) : program_(std::move(program)) {}
Schema::Schema(Schema&&) noexcept = default;
Schema& Schema::operator=(Schema&&) noexcept = default;
Schema::~Schema() = default;

std::vector<Violation> Schema::check(const simdjson::dom::element& value) const {
  std::vector<Violation> violations;
  Validation<ElementView>{*program_, &violations}.check(program_->root, ElementView{value});
  return violations;
}

std::vector<Violation> Schema::check(const nlohmann::json& value) const {
  if (is_deeper_than(value, max_depth)) return {{{}, too_deep()}};
  std::vector<Violation> violations;
  Validation<JsonView>{*program_, &violations}.check(program_->root, JsonView{value});
  return violations;
}

bool Schema::accepts(const simdjson::dom::element& value) const {
  return Validation<ElementView>{*program_}.check(program_->root, ElementView{value});
}

bool Schema::accepts(const nlohmann::json& value) const {
  return !is_deeper_than(value, max_depth) &&
         Validation<JsonView>{*program_}.check(program_->root, JsonView{value});
}

Result<Schema> compile(const nlohmann::json& document) {
  if (is_deeper_than(document, max_depth)) return fail(ErrorKind::invalid, too_deep());
  References references;
  references.add({}, document);
  return compiled(document, references);
}

Result<Schema> compile(std::string_view name, const Documents& documents) {
  const auto document = documents.find(name);
  if (document == documents.end()) {
    return fail(ErrorKind::not_found, "no schema document " + std::string{name});
  }
  References references;
  for (const auto& [file, known] : documents) {
    if (is_deeper_than(known, max_depth)) return fail(ErrorKind::invalid, file + ": " + too_deep());
    references.add(file, known);
  }
  return compiled(document->second, references);
}

}  // namespace tocsin::adapters::json
