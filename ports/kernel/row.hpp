#pragma once

#include <cstdint>

namespace tocsin::ports {

// The key of a row: given by the working set in growing order, never used again.
using RowKey = std::int64_t;

// The newest entry of an alert's timeline; each entry knows the one before it. 0: none yet.
using TimelineMark = std::int64_t;

}  // namespace tocsin::ports
