#include "domain/logs/log_summary.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <string>
#include <utility>

#include "domain/kernel/template_text.hpp"
#include "domain/kernel/words.hpp"

namespace tocsin::domain {
namespace {

struct Quantile {
  std::string_view name;
  double part;
};
constexpr std::array quantiles{Quantile{"p50", 0.5},
                               Quantile{"p90", 0.9},
                               Quantile{"p95", 0.95},
                               Quantile{"p99", 0.99},
                               Quantile{"max", 1}};

// Formats a number with at most two digits after the point, and without trailing zeros.
std::string in_figures(double number) {
  constexpr double hundredths = 100;
  std::array<char, 32> letters{};
  const auto end = std::to_chars(letters.data(),
                                 letters.data() + letters.size(),
                                 std::round(number * hundredths) / hundredths);
  return {letters.data(), end.ptr};
}

std::string in_words(Duration duration) {
  struct Unit {
    std::string_view name;
    Duration length;
  };
  constexpr std::array units{Unit{"hour", std::chrono::hours{1}},
                             Unit{"minute", std::chrono::minutes{1}},
                             Unit{"second", std::chrono::seconds{1}}};
  for (const auto& unit : units) {
    if (duration % unit.length != Duration{0}) continue;
    const auto count = duration / unit.length;
    return std::to_string(count) + ' ' + std::string{unit.name} + (count == 1 ? "" : "s");
  }
  return to_text(duration);
}

// Calls `replace` for every {{name}}; it returns the value, if it knows one.
template <typename Replace>
std::string replaced(std::string_view text, Replace replace) {
  std::string result;
  TemplatePieces pieces{text};
  while (const auto piece = pieces.next()) {
    std::optional<std::string> value;
    if (piece->kind == TemplatePiece::Kind::name) value = replace(piece->name);
    result += value ? std::string_view{*value} : piece->whole;
  }
  return result;
}

std::optional<std::string> measured(const LogTally& window, std::string_view name) {
  if (name == "count") return std::to_string(window.count);
  if (name == "errors") return std::to_string(window.errors);
  if (name == "server_errors") return std::to_string(window.server_errors);
  if (name == "rate") return in_figures(window.rate().value_or(0));
  for (const auto& quantile : quantiles) {
    if (quantile.name != name) continue;
    const auto time = window.quantile(quantile.part);
    return time ? std::optional{in_figures(*time)} : std::nullopt;
  }
  return std::nullopt;
}

std::optional<std::string> variable_of(const LogRule& rule, std::string_view name) {
  if (name == "rule_id") return rule.id.value;
  if (name == "rule_name") return rule.name;
  if (name == "severity") return std::string{rule.severity.token()};
  if (name == "threshold") return in_figures(rule.threshold);
  if (name == "window") return in_words(rule.window);
  if (name == "latency" && rule.latency) return to_text(*rule.latency);
  return std::nullopt;
}

std::optional<std::string> variable_of(const LogFinding& finding, std::string_view name) {
  if (auto value = measured(finding.measured, name)) return value;
  if (auto value = variable_of(finding.rule, name)) return value;
  if (const auto value = finding.found.find(name)) return std::string{*value};
  return variable_of(finding.line, name);
}

constexpr double percentile_of(const LogRule& rule) { return rule.percentile.value_or(99); }

// "{{count}} errors", or "{{count}} error" if it is one.
std::string counted(const LogFinding& finding, std::string noun) {
  return "{{count}} " + std::move(noun) + (finding.measured.count == 1 ? "" : "s");
}

std::string usual_message(const LogFinding& finding) {
  const auto& rule = finding.rule;
  switch (rule.type) {
    case LogRuleType::error_threshold:
      return "Service {{service}} has " + counted(finding, "error") + " in {{window}}";
    case LogRuleType::latency_threshold: {
      if (rule.latency)
        return "Service {{service}} has " + counted(finding, "high-latency request") +
               " (>{{latency}})";
      const auto percentile = percentile_of(rule);
      return "Service {{service}} has a p" + in_figures(percentile) + " latency of " +
             in_figures(finding.measured.quantile(percentile / 100).value_or(0)) +
             " ms in {{window}}";
    }
    case LogRuleType::error_rate: return "Service {{service}} has {{rate}} % errors in {{window}}";
    case LogRuleType::pattern:
      return "Service {{service}} has " + counted(finding, "message") +
             " of {{rule_name}} in {{window}}";
    case LogRuleType::custom:
      return "Service {{service}} meets {{rule_name}} with " + counted(finding, "line") +
             " in {{window}}";
  }
  __builtin_unreachable();
}

void add_time(Fields& fields, std::string_view name, std::optional<double> time) {
  if (time) fields.add(name, in_figures(*time));
}

void add_times(Fields& fields, const LogRule& rule, const LogTally& window) {
  if (rule.type == LogRuleType::latency_threshold && !rule.latency) {
    const auto percentile = percentile_of(rule);
    return add_time(fields, "p" + in_figures(percentile), window.quantile(percentile / 100));
  }
  for (const auto& quantile : quantiles)
    add_time(fields, quantile.name, window.quantile(quantile.part));
}

}  // namespace

std::string summary_of(const LogFinding& finding) {
  const auto& message = finding.rule.message;
  auto summary = replaced(message.empty() ? usual_message(finding) : message,
                          [&](std::string_view name) { return variable_of(finding, name); });
  cut_to(summary, max_log_summary);
  return summary;
}

Fields fields_of(const LogFinding& finding) {
  const auto& rule = finding.rule;
  const auto& window = finding.measured;
  Fields fields;
  fields.add("rule_id", rule.id.value);
  fields.add("rule_type", word_for(rule.type));
  fields.add("service", finding.line.service);
  fields.add("source", finding.line.service);
  fields.add("count", std::to_string(window.count));
  fields.add("threshold", in_figures(rule.threshold));
  fields.add("window", to_text(rule.window));
  if (rule.type == LogRuleType::error_rate) fields.add("rate", *measured(window, "rate"));
  add_times(fields, rule, window);
  if (!finding.line.trace_id.empty()) fields.add("trace_id", finding.line.trace_id);
  for (const auto& field : finding.found)
    fields.add(field.path, field.value);
  return fields;
}

std::optional<std::string> variable_of(const LogEntry& line, std::string_view name) {
  if (name == "service") return line.service;
  if (name == "level") return std::string{word_for(line.level)};
  if (name == "message") return line.message;
  if (name == "trace_id") return line.trace_id;
  if (name == "status_code" && line.status_code) return std::to_string(*line.status_code);
  if (name == "response_time" && line.response_time) {
    return std::to_string(line.response_time->count());
  }
  constexpr std::string_view fields = "fields.";
  auto value = line.fields.find(name);
  if (!value && name.starts_with(fields)) value = line.fields.find(name.substr(fields.size()));
  return value ? std::optional{std::string{*value}} : std::nullopt;
}

bool mentions_times(std::string_view message) {
  bool mentioned = false;
  replaced(message, [&](std::string_view name) {
    mentioned |= std::any_of(quantiles.begin(), quantiles.end(), [&](const Quantile& quantile) {
      return quantile.name == name;
    });
    return std::optional<std::string>{};
  });
  return mentioned;
}

}  // namespace tocsin::domain
