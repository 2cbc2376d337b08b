#include "main/wiring/logs.hpp"

#include <array>
#include <functional>
#include <string>
#include <utility>

#include "adapters/http/logs/log_operations.hpp"
#include "adapters/http/logs/log_rule_operations.hpp"
#include "adapters/writer/readers.hpp"
#include "domain/kernel/words.hpp"

namespace tocsin {

namespace http = adapters::http;
using adapters::writer::Journaling;
using adapters::writer::Lane;
using adapters::writer::looked_at;

namespace {

std::function<void(const http::LineCount&)> line_counter(
    adapters::prometheus::PrometheusMetrics& metrics) {
  constexpr auto levels = domain::words_of<domain::LogLevel>;
  std::array<std::function<void(std::size_t)>, levels.size()> by_level;
  for (std::size_t level = 0; level < levels.size(); ++level) {
    by_level[level] = metrics.add_counter("tocsin_log_lines_total",
                                          "Log lines that were taken.",
                                          {{"level", std::string{levels[level]}}});
  }
  auto refused = metrics.add_counter("tocsin_log_lines_rejected_total",
                                     "Log lines that were refused because of what they said.");
  return [by_level = std::move(by_level), refused = std::move(refused)](const auto& counts) {
    for (std::size_t level = 0; level < by_level.size(); ++level) {
      if (counts.by_level[level] > 0) by_level[level](counts.by_level[level]);
    }
    if (counts.refused > 0) refused(counts.refused);
  };
}

void add_lines(http::OperationHandlers& handlers, const LogParts& parts) {
  using Evaluate = application::EvaluateLogRules;
  auto& evaluate = parts.use_cases.evaluate_log_rules;
  http::LogFronts fronts{
      parts.writer.front<Evaluate::Command, Evaluate::Answer>(
          Lane::ordinary, "evaluate_log_rules", std::ref(evaluate), Journaling::none),
      parts.writer.batch_front<Evaluate::Command, Evaluate::Answer>(
          Lane::ordinary, "evaluate_log_rules", std::ref(evaluate), Journaling::none),
      line_counter(parts.metrics)};
  http::add_log_operations(handlers, std::move(fronts), parts.clock, parts.ids);
}

void add_rules(http::OperationHandlers& handlers, const LogParts& parts) {
  using domain::LogRule;
  using Save = application::Save<LogRule>;
  using Remove = application::Remove<LogRule>;
  auto& writer = parts.writer;
  auto& rules = parts.store.log_rules;
  auto& configure = parts.use_cases.configure_log_rules;
  http::LogRuleFronts fronts{
      {writer.front<Save, application::Configured<LogRule>>(
           Lane::urgent,
           "save_alert_rule",
           [&](const Save& save) { return configure.save(save.draft, save.existing); }),
       writer.front<Remove, Done>(
           Lane::urgent,
           "remove_alert_rule",
           [&](const Remove& remove) { return configure.remove(remove.tenant, remove.id); }),
       [&](const auto& tenant, const auto& id) {
         return looked_at(writer, [&] { return rules.find(tenant, id); });
       },
       [&](const auto& tenant) { return looked_at(writer, [&] { return rules.list(tenant); }); }},
      writer.front<application::SetEnabled<LogRule>, LogRule>(
          Lane::urgent,
          "set_alert_rule_enabled",
          [&](const application::SetEnabled<LogRule>& wish) {
            return configure.set_enabled(wish.tenant, wish.id, wish.enabled);
          })};
  http::add_log_rule_operations(handlers, std::move(fronts), parts.readers);
}

}  // namespace

void add_log_operations(http::OperationHandlers& handlers, const LogParts& parts) {
  add_lines(handlers, parts);
  add_rules(handlers, parts);
}

}  // namespace tocsin
