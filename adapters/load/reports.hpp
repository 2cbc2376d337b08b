#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

#include "adapters/load/delivery.hpp"

namespace tocsin::adapters::load {

// Returns the progress as a bar on one line: "[#####     ]  50 %  500 of 1000  98/s".
std::string progress_line(const Tally& tally,
                          std::uint64_t total,
                          std::chrono::milliseconds elapsed);

// Returns the result on one line; `what` is "alerts" or "rules".
std::string summary_line(const Tally& tally,
                         std::chrono::milliseconds elapsed,
                         std::string_view what);

}  // namespace tocsin::adapters::load
