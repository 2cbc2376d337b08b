#pragma once

#include "adapters/prometheus/metrics.hpp"
#include "main/engine/engine.hpp"

namespace tocsin {

// Adds the gauges of open data and of each channel. The engine must outlive the last reading of the
// metrics.
void add_gauges(adapters::prometheus::PrometheusMetrics& metrics, Engine& engine);

}  // namespace tocsin
