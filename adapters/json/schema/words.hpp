#pragma once

#include <optional>
#include <string_view>

namespace tocsin::adapters::json {

// What a word of draft-07 carries, as far as schemas inside of it are concerned.
enum class Holds { no_schema, schemas, named_schemas };

// nullopt for a word that we do not implement. Words that start with "x-" are anybody's notes.
std::optional<Holds> what_holds(std::string_view word);

}  // namespace tocsin::adapters::json
