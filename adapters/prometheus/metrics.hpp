#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <string>

#include "ports/kernel/metrics.hpp"

namespace tocsin::adapters::prometheus {

// Counts for Prometheus. Callable from any thread.
class PrometheusMetrics : public ports::Metrics {
 public:
  PrometheusMetrics();
  ~PrometheusMetrics() override;

  void count(ports::Counter what) override;

  using Labels = std::map<std::string, std::string>;

  // Something else to count, with labels that are known beforehand. What is returned adds to it; it
  // is callable from any thread, as long as this object lives.
  std::function<void(std::size_t)> add_counter(const std::string& name,
                                               const std::string& help,
                                               const Labels& labels = {});

  // A figure that is looked up when somebody asks for the metrics, from any thread. The same name
  // may be given several times, with other labels.
  void add_gauge(const std::string& name,
                 const std::string& help,
                 std::function<double()> value,
                 const Labels& labels = {});

  // All figures in Prometheus' text format, version 0.0.4.
  std::string text() const;

 private:
  struct Registered;

  std::unique_ptr<Registered> registered_;
};

}  // namespace tocsin::adapters::prometheus
