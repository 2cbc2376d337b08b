#pragma once

#include "adapters/json/schema/schemas.hpp"

namespace tocsin::fuzz {

// Those that the program has built in.
const adapters::json::Schemas& schemas();

}  // namespace tocsin::fuzz
