#pragma once

#include <nlohmann/json_fwd.hpp>

#include "domain/workflows/run.hpp"

namespace tocsin::adapters::http {

// A run as the API shows it: the reason of its start, and the result of each step.
nlohmann::ordered_json view_of(const domain::Run& run);

}  // namespace tocsin::adapters::http
