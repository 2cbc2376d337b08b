#include <array>
#include <functional>
#include <string>
#include <utility>

#include "adapters/http/logs/log_operations.hpp"
#include "adapters/http/logs/log_rule_operations.hpp"
#include "domain/kernel/words.hpp"
#include "main/wiring/configuration.hpp"
#include "main/wiring/wiring.hpp"

namespace tocsin {

using adapters::writer::Journaling;
using adapters::writer::Lane;
namespace http = adapters::http;

namespace {

std::function<void(const http::LineCount&)> line_counter(
    adapters::prometheus::PrometheusMetrics& metrics) {
  constexpr auto levels = domain::words_of<domain::LogLevel>;
  std::array<std::function<void(std::size_t)>, levels.size()> by_level;
  for (std::size_t level = 0; level < levels.size(); ++level) {
    by_level[level] = metrics.add_counter(
        "tocsin_log_lines_total", "Log lines accepted.", {{"level", std::string{levels[level]}}});
  }
  auto refused = metrics.add_counter("tocsin_log_lines_rejected_total",
                                     "Log lines rejected because they were invalid.");
  return [by_level = std::move(by_level), refused = std::move(refused)](const auto& counts) {
    for (std::size_t level = 0; level < by_level.size(); ++level) {
      if (counts.by_level[level] > 0) by_level[level](counts.by_level[level]);
    }
    if (counts.refused > 0) refused(counts.refused);
  };
}

}  // namespace

// The effects of log lines are journaled, but not the lines, which are too many.
void wire_logs(const Wiring& wiring) {
  auto& [engine, handlers, readers, schemas, metrics] = wiring;
  auto& writer = engine.writer;
  auto& logs = engine.use_cases.logs;
  http::add_log_operations(
      handlers,
      {writer.front(Lane::ordinary, logs.evaluate_log_rules, Journaling::none),
       writer.batch_front(Lane::ordinary, logs.evaluate_log_rules, Journaling::none),
       line_counter(metrics)},
      engine.ports.clock,
      engine.ports.ids);
  http::add_log_rule_operations(
      handlers,
      {configuration<domain::LogRule>(
           engine, logs.save_log_rule, logs.remove_log_rule, engine.store.log_rules),
       writer.front(Lane::urgent, logs.set_log_rule_enabled)},
      readers);
}

}  // namespace tocsin
