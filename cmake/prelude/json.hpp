#pragma once

// Precompiled for the adapters that read or write JSON.

#include "cmake/prelude/standard.hpp"

#include <nlohmann/json.hpp>
#include <simdjson.h>
