#pragma once

#include <nlohmann/json_fwd.hpp>

#include "domain/workflows/run.hpp"

namespace tocsin::adapters::http {

// A run as the API shows it: why it was started, and what came of each of its steps.
nlohmann::ordered_json view_of(const domain::Run& run);

}  // namespace tocsin::adapters::http
