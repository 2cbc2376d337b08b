#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <string>

#include "ports/kernel/metrics.hpp"

namespace tocsin::adapters::prometheus {

// Counts for Prometheus. Thread-safe.
class PrometheusMetrics : public ports::Metrics {
 public:
  PrometheusMetrics();
  ~PrometheusMetrics() override;

  void count(ports::Counter what) override;

  using Labels = std::map<std::string, std::string>;

  // Adds another counter, with fixed labels. Returns a function that adds to it; it is thread-safe,
  // and valid as long as this object.
  std::function<void(std::size_t)> add_counter(const std::string& name,
                                               const std::string& help,
                                               const Labels& labels = {});

  // Adds a counter that something else keeps; it is read when the metrics are requested, from any
  // thread, and must never decrease.
  void add_counter(const std::string& name, const std::string& help, std::function<double()> value);

  // Adds a gauge that is read when the metrics are requested, from any thread. The same name may be
  // used several times, with other labels.
  void add_gauge(const std::string& name,
                 const std::string& help,
                 std::function<double()> value,
                 const Labels& labels = {});

  // Returns all figures in Prometheus' text format, version 0.0.4.
  std::string text() const;

 private:
  struct Registered;

  std::unique_ptr<Registered> registered_;
};

}  // namespace tocsin::adapters::prometheus
