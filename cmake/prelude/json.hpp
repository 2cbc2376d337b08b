#pragma once

// Precompiled for the adapters that read or write JSON.

#include <nlohmann/json.hpp>
#include <simdjson.h>

#include "cmake/prelude/standard.hpp"
