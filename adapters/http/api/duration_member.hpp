#pragma once

#include <optional>
#include <string>

#include <simdjson.h>

#include "adapters/http/api/body_reader.hpp"
#include "domain/kernel/time.hpp"

namespace tocsin::adapters::http {

struct DurationBounds {
  domain::Duration min;
  domain::Duration max;
};

// A member that is a duration within bounds. Nothing if it is absent, or adds a violation.
// `pointer` is that of the object.
std::optional<domain::Duration> duration_within(simdjson::dom::element object,
                                                const std::string& key,
                                                const std::string& pointer,
                                                const DurationBounds& bounds,
                                                Violations& violations);

}  // namespace tocsin::adapters::http
