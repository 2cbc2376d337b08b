#pragma once

#include <cstdint>
#include <optional>
#include <variant>

#include <simdjson.h>

#include "adapters/http/api/body_reader.hpp"
#include "domain/generator/alert_generator.hpp"

namespace tocsin::adapters::http {

// The wanted settings of a generator job.
struct GeneratorWish {
  domain::GeneratorSettings settings;
  std::optional<std::uint64_t> seed;  // none: the start of the job draws one
};

// Reads the settings from a body that agrees with its schema, or the defaults without a body.
// Violations for errors that the schema cannot express: the sum of shares, an unknown severity.
std::variant<GeneratorWish, Violations> generator_wish_from(
    const std::optional<simdjson::dom::element>& body);

}  // namespace tocsin::adapters::http
