#include "adapters/json/schema/words.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace tocsin::adapters::json {
namespace {

using Word = std::pair<std::string_view, Holds>;

constexpr std::array words{Word{"$comment", Holds::no_schema},
                           Word{"$id", Holds::no_schema},
                           Word{"$ref", Holds::no_schema},
                           Word{"$schema", Holds::no_schema},
                           Word{"additionalItems", Holds::schemas},
                           Word{"additionalProperties", Holds::schemas},
                           Word{"allOf", Holds::schemas},
                           Word{"anyOf", Holds::schemas},
                           Word{"const", Holds::no_schema},
                           Word{"contains", Holds::schemas},
                           Word{"default", Holds::no_schema},
                           Word{"definitions", Holds::named_schemas},
                           Word{"dependencies", Holds::named_schemas},
                           Word{"description", Holds::no_schema},
                           Word{"else", Holds::schemas},
                           Word{"enum", Holds::no_schema},
                           Word{"examples", Holds::no_schema},
                           Word{"exclusiveMaximum", Holds::no_schema},
                           Word{"exclusiveMinimum", Holds::no_schema},
                           Word{"format", Holds::no_schema},
                           Word{"if", Holds::schemas},
                           Word{"items", Holds::schemas},
                           Word{"maxItems", Holds::no_schema},
                           Word{"maxLength", Holds::no_schema},
                           Word{"maxProperties", Holds::no_schema},
                           Word{"maximum", Holds::no_schema},
                           Word{"minItems", Holds::no_schema},
                           Word{"minLength", Holds::no_schema},
                           Word{"minProperties", Holds::no_schema},
                           Word{"minimum", Holds::no_schema},
                           Word{"multipleOf", Holds::no_schema},
                           Word{"not", Holds::schemas},
                           Word{"oneOf", Holds::schemas},
                           Word{"pattern", Holds::no_schema},
                           Word{"patternProperties", Holds::named_schemas},
                           Word{"properties", Holds::named_schemas},
                           Word{"propertyNames", Holds::schemas},
                           Word{"readOnly", Holds::no_schema},
                           Word{"required", Holds::no_schema},
                           Word{"then", Holds::schemas},
                           Word{"title", Holds::no_schema},
                           Word{"type", Holds::no_schema},
                           Word{"uniqueItems", Holds::no_schema}};

}  // namespace

std::optional<Holds> what_holds(std::string_view word) {
  if (word.substr(0, 2) == "x-") return Holds::no_schema;
  const auto* const found = std::find_if(
      words.begin(), words.end(), [word](const Word& known) { return known.first == word; });
  if (found == words.end()) return std::nullopt;
  return found->second;
}

}  // namespace tocsin::adapters::json
