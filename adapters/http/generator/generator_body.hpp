#pragma once

#include <cstdint>
#include <optional>
#include <variant>

#include <simdjson.h>

#include "adapters/http/api/body_reader.hpp"
#include "domain/generator/alert_generator.hpp"

namespace tocsin::adapters::http {

struct GeneratorWish {
  domain::GeneratorSettings settings;
  std::optional<std::uint64_t> seed;  // none: whoever starts the job draws one
};

// From a body that agrees with its schema, or from none: everything has a default. Violations where
// the schema could not say it all: what shares sum to, and whether a severity is one.
std::variant<GeneratorWish, Violations> generator_wish_from(
    const std::optional<simdjson::dom::element>& body);

}  // namespace tocsin::adapters::http
