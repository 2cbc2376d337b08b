#pragma once

#include <optional>
#include <string_view>

namespace tocsin::adapters::json {

// The schemas that the operand of a keyword of draft-07 contains.
enum class Holds { no_schema, schemas, named_schemas };

// Returns nullopt for an unsupported keyword. Keywords that start with "x-" are free for notes.
std::optional<Holds> what_holds(std::string_view word);

}  // namespace tocsin::adapters::json
