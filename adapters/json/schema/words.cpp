#include "adapters/json/schema/words.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace tocsin::adapters::json {
namespace {

using Keyword = std::pair<std::string_view, Holds>;

constexpr std::array words{Keyword{"$comment", Holds::no_schema},
                           Keyword{"$id", Holds::no_schema},
                           Keyword{"$ref", Holds::no_schema},
                           Keyword{"$schema", Holds::no_schema},
                           Keyword{"additionalItems", Holds::schemas},
                           Keyword{"additionalProperties", Holds::schemas},
                           Keyword{"allOf", Holds::schemas},
                           Keyword{"anyOf", Holds::schemas},
                           Keyword{"const", Holds::no_schema},
                           Keyword{"contains", Holds::schemas},
                           Keyword{"default", Holds::no_schema},
                           Keyword{"definitions", Holds::named_schemas},
                           Keyword{"dependencies", Holds::named_schemas},
                           Keyword{"description", Holds::no_schema},
                           Keyword{"else", Holds::schemas},
                           Keyword{"enum", Holds::no_schema},
                           Keyword{"examples", Holds::no_schema},
                           Keyword{"exclusiveMaximum", Holds::no_schema},
                           Keyword{"exclusiveMinimum", Holds::no_schema},
                           Keyword{"format", Holds::no_schema},
                           Keyword{"if", Holds::schemas},
                           Keyword{"items", Holds::schemas},
                           Keyword{"maxItems", Holds::no_schema},
                           Keyword{"maxLength", Holds::no_schema},
                           Keyword{"maxProperties", Holds::no_schema},
                           Keyword{"maximum", Holds::no_schema},
                           Keyword{"minItems", Holds::no_schema},
                           Keyword{"minLength", Holds::no_schema},
                           Keyword{"minProperties", Holds::no_schema},
                           Keyword{"minimum", Holds::no_schema},
                           Keyword{"multipleOf", Holds::no_schema},
                           Keyword{"not", Holds::schemas},
                           Keyword{"oneOf", Holds::schemas},
                           Keyword{"pattern", Holds::no_schema},
                           Keyword{"patternProperties", Holds::named_schemas},
                           Keyword{"properties", Holds::named_schemas},
                           Keyword{"propertyNames", Holds::schemas},
                           Keyword{"readOnly", Holds::no_schema},
                           Keyword{"required", Holds::no_schema},
                           Keyword{"then", Holds::schemas},
                           Keyword{"title", Holds::no_schema},
                           Keyword{"type", Holds::no_schema},
                           Keyword{"uniqueItems", Holds::no_schema}};

}  // namespace

std::optional<Holds> what_holds(std::string_view word) {
  if (word.substr(0, 2) == "x-") return Holds::no_schema;
  const auto* const found = std::find_if(
      words.begin(), words.end(), [word](const Keyword& known) { return known.first == word; });
  if (found == words.end()) return std::nullopt;
  return found->second;
}

}  // namespace tocsin::adapters::json
