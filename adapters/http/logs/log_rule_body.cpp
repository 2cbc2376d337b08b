#include "adapters/http/logs/log_rule_body.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <optional>
#include <utility>

#include <nlohmann/json.hpp>

#include "adapters/http/api/answers.hpp"
#include "adapters/http/api/members.hpp"
#include "domain/kernel/words.hpp"

namespace tocsin::adapters::http {

using domain::Duration;
using domain::LogRule;
using domain::LogRuleType;
using domain::to_text;
using nlohmann::ordered_json;
using simdjson::dom::element;

namespace {

std::optional<double> number(element body, std::string_view key) {
  double value = 0;
  if (body[key].get(value) != simdjson::SUCCESS) return std::nullopt;  // of any kind
  return value;
}

template <typename Word>
std::optional<Word> word(element body, std::string_view key) {
  return domain::from_word<Word>(text(body, key));
}

// What the schema takes for a duration may still be too long for one.
std::optional<Duration> duration(element body, const std::string& key, Violations& violations) {
  const auto written = text(body, key);
  if (written.empty()) return std::nullopt;
  const auto value = domain::duration_from(written);
  if (!value) violations.push_back({'/' + key, "must be at most 10 years"});
  return value;
}

void take_window(element body, LogRule& rule, Violations& violations) {
  const auto minutes = whole_number(body, "window_minutes");
  const auto window = duration(body, "window", violations);
  if (minutes) rule.window = std::chrono::minutes{*minutes};
  if (window) rule.window = *window;
  if (window && minutes && *window != std::chrono::minutes{*minutes}) {
    violations.push_back({"/window", "must agree with window_minutes"});
  }
}

// What the measure of a type is called in a condition.
std::string measure_of(const LogRule& rule) {
  if (rule.type == LogRuleType::error_rate) return "rate";
  if (rule.type == LogRuleType::latency_threshold && !rule.latency) {
    const auto percentile = rule.percentile.value_or(99);
    if (percentile == std::floor(percentile)) return 'p' + std::to_string(std::lround(percentile));
  }
  return "count";
}

// A condition that is not evaluated must not say anything else than what is.
void check_condition(const LogRule& rule, Violations& violations) {
  if (rule.type == LogRuleType::custom || rule.condition.empty()) return;
  auto written = rule.condition;
  written.erase(std::remove(written.begin(), written.end(), ' '), written.end());
  const auto usual = measure_of(rule) + " > threshold";
  if (written == "count>threshold" || written == measure_of(rule) + ">threshold") return;
  violations.push_back({"/condition",
                        "must be \"" + usual + "\" for type " +
                            std::string{domain::word_for(rule.type)} +
                            "; other conditions need type CUSTOM"});
}

void take_texts(element body, LogRule& rule) {
  rule.id.value = text(body, "id");
  rule.name = text(body, "name");
  rule.description = text(body, "description");
  if (auto service = text(body, "service"); !service.empty()) rule.service = std::move(service);
  rule.pattern = text(body, "pattern");
  rule.condition = text(body, "condition");
  rule.message = text(body, "message");
  simdjson::dom::array names;
  if (body["group_by"].get(names) != simdjson::SUCCESS) return;
  for (const auto name : names)
    rule.group_by.emplace_back(std::string_view{name});
}

void take_numbers(element body, LogRule& rule) {
  rule.threshold = number(body, "threshold").value_or(rule.threshold);
  rule.percentile = number(body, "percentile");
  if (const auto latency = whole_number(body, "latency_ms")) rule.latency = Duration{*latency};
  if (const auto samples = whole_number(body, "min_samples")) {
    rule.min_samples = static_cast<std::uint32_t>(*samples);
  }
  if (const auto windows = whole_number(body, "resolve_after")) {
    rule.resolve_after = static_cast<std::uint32_t>(*windows);
  }
}

// As a whole number when it is one.
ordered_json shown(double value) {
  constexpr double max_exact = 9'007'199'254'740'991;  // 2^53 - 1
  if (std::trunc(value) == value && std::abs(value) <= max_exact) return std::llround(value);
  return value;
}

constexpr bool is_letter_or_digit(char letter) {
  return (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9');
}

}  // namespace

std::variant<LogRule, Violations> log_rule_from(element body) {
  LogRule rule;
  Violations violations;
  take_texts(body, rule);
  take_numbers(body, rule);
  take_window(body, rule, violations);
  rule.type = word<LogRuleType>(body, "type").value();
  rule.severity = domain::Severity::parse(text(body, "severity")).value();
  rule.window_type = word<domain::WindowType>(body, "window_type").value_or(rule.window_type);
  rule.grace = duration(body, "grace", violations).value_or(rule.grace);
  bool enabled = true;
  if (body["enabled"].get(enabled) == simdjson::SUCCESS) rule.enabled = enabled;
  check_condition(rule, violations);
  if (!violations.empty()) return violations;
  return rule;
}

std::string slug_of(std::string_view name) {
  constexpr std::size_t max_bytes = 100;  // leaves room to tell several of one name apart
  std::string slug;
  for (const char letter : name.substr(0, max_bytes)) {
    const auto lower = letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter + 32) : letter;
    if (is_letter_or_digit(lower)) {
      slug += lower;
    } else if (!slug.empty() && slug.back() != '-') {
      slug += '-';
    }
  }
  if (!slug.empty() && slug.back() == '-') slug.pop_back();
  return slug.empty() ? "rule" : slug;
}

ordered_json view_of(const LogRule& rule) {
  ordered_json view{{"id", rule.id.value}, {"name", rule.name}};
  add_unless_empty(view, "description", rule.description);
  view["type"] = word_for(rule.type);
  view["service"] = rule.service;
  view["threshold"] = shown(rule.threshold);
  if (rule.latency) view["latency_ms"] = rule.latency->count();
  if (rule.percentile) view["percentile"] = shown(*rule.percentile);
  view["min_samples"] = rule.min_samples;
  add_unless_empty(view, "pattern", rule.pattern);
  add_unless_empty(view, "condition", rule.condition);
  if (!rule.group_by.empty()) view["group_by"] = rule.group_by;
  add_unless_empty(view, "message", rule.message);
  const auto whole_minutes = std::chrono::floor<std::chrono::minutes>(rule.window);
  if (whole_minutes == rule.window) view["window_minutes"] = whole_minutes.count();
  view["window"] = to_text(rule.window);
  view["window_type"] = word_for(rule.window_type);
  view["grace"] = to_text(rule.grace);
  view["severity"] = rule.severity.token();
  view["enabled"] = rule.enabled;
  view["resolve_after"] = rule.resolve_after;
  view["created_at"] = to_text(rule.created_at);
  view["updated_at"] = to_text(rule.updated_at);
  return view;
}

}  // namespace tocsin::adapters::http
