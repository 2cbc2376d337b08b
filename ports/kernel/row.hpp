#pragma once

#include <cstdint>

namespace tocsin::ports {

// The key of a row: assigned by the working set in ascending order, never reused.
using RowKey = std::int64_t;

// The newest entry of an alert's timeline; each entry refers to the one before it. 0: no entry yet.
using TimelineMark = std::int64_t;

}  // namespace tocsin::ports
