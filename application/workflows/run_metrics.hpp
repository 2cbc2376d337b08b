#pragma once

#include "domain/workflows/run.hpp"
#include "ports/kernel/metrics.hpp"

namespace tocsin::application {

// Counts a run that has just ended, by its status. A run that has not ended is not counted.
void count_if_ended(ports::Metrics& metrics, const domain::Run& run);

}  // namespace tocsin::application
