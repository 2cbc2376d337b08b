#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <nlohmann/json.hpp>

#include "adapters/json/schema/program.hpp"
#include "adapters/json/schema/references.hpp"
#include "domain/kernel/result.hpp"

namespace tocsin::adapters::json {

// Compiles one schema, and the schemas that it refers to, into a program. The first mistake is
// kept; whatever is compiled after it is discarded.
class Compiler {
 public:
  explicit Compiler(References& references) : references_(references) {}

  Result<std::unique_ptr<const Program>> operator()(const nlohmann::json& root) &&;

 private:
  using Json = nlohmann::json;
  enum class Progress : std::uint8_t { untouched, begun, finished };

  Index schema(const Json& schema);
  const Json* target(const Json& schema);
  void check_words(const Json& schema);
  Node node(const Json& schema);

  Kinds kinds(const Json& schema);
  void values(const Json& schema, Node& node);
  Index text_rules(const Json& schema);
  Index number_rules(const Json& schema);
  Index array_rules(const Json& schema);
  Index object_rules(const Json& schema);
  void combinators(const Json& schema, Node& node);
  void definitions(const Json& schema);

  void properties(const Json& schema, ObjectRules& rules);
  Range pattern_properties(const Json& schema);
  Range dependencies(const Json& schema);

  // Return the checked operand of a keyword; its absence is not a mistake.
  const Json* object(const Json& schema, std::string_view word);
  std::size_t count(const Json& schema, std::string_view word, std::size_t absent);
  Number number(const Json& schema, std::string_view word, Number absent);
  bool flag(const Json& schema, std::string_view word);
  Format format(const Json& schema);
  Index subschema(const Json& schema, std::string_view word);
  Range branches(const Json& schema, std::string_view word);

  std::vector<std::string> names(const Json& schema, std::string_view word, const Json& list);
  Index pattern(const Json& schema, std::string_view word, const std::string& expression);

  bool descends_always();
  bool descends(Index index, std::vector<Progress>& progress) const;
  std::vector<Index> applied_in_place(const Node& node) const;

  void refuse(const Json& schema, std::string_view word, std::string message);

  References& references_;
  std::unique_ptr<Program> program_ = std::make_unique<Program>();
  std::unordered_map<const Json*, Index> known_;
  std::vector<const Json*> sources_;  // of the nodes, by index
  std::optional<Error> mistake_;
};

}  // namespace tocsin::adapters::json
