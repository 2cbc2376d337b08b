#pragma once

#include "adapters/prometheus/metrics.hpp"
#include "main/engine/engine.hpp"

namespace tocsin {

// Adds the gauges of what is open, and of each channel. The engine must outlive the metrics' last
// reading.
void add_gauges(adapters::prometheus::PrometheusMetrics& metrics, Engine& engine);

}  // namespace tocsin
