#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "domain/logs/compiled_log_rule.hpp"
#include "domain/logs/log_entry.hpp"
#include "domain/logs/log_rule.hpp"
#include "domain/logs/regex.hpp"
#include "ports/logs/regexes.hpp"

// Lines and rules as tests want them; the tenant is acme, the service is checkout.
namespace tocsin::tests {

inline const domain::TenantId log_tenant{"acme"};
inline const domain::Time midnight{std::chrono::sys_days{std::chrono::year{2026} / 1 / 1}};

inline domain::LogEntry a_line(domain::LogLevel level = domain::LogLevel::info,
                               std::string message = "hello") {
  domain::LogEntry line;
  line.tenant = log_tenant;
  line.service = "checkout";
  line.level = level;
  line.message = std::move(message);
  return line;
}

inline domain::LogEntry an_error() { return a_line(domain::LogLevel::error, "it broke"); }

inline domain::LogEntry an_answer(int status_code,
                                  domain::Duration response_time = domain::Duration{10}) {
  auto line = a_line();
  line.status_code = status_code;
  line.response_time = response_time;
  return line;
}

inline domain::LogEntry at(domain::Time time, domain::LogEntry line) {
  line.occurred_at = time;
  return line;
}

inline domain::LogEntry of_service(std::string service, domain::LogEntry line) {
  line.service = std::move(service);
  return line;
}

// More than `threshold` errors of any service in 5 minutes.
inline domain::LogRule a_log_rule(double threshold = 2, std::string id = "too-many") {
  domain::LogRule rule;
  rule.tenant = log_tenant;
  rule.name = "rule " + id;
  rule.id.value = std::move(id);
  rule.threshold = threshold;
  rule.severity = *domain::Severity::parse("CRITICAL");
  return rule;
}

inline domain::LogRule a_custom_rule(std::string condition, double threshold = 2) {
  auto rule = a_log_rule(threshold);
  rule.type = domain::LogRuleType::custom;
  rule.condition = std::move(condition);
  return rule;
}

// Finds a text that has no special letters; its named groups are always the same.
struct PlainRegex : domain::Regex {
  explicit PlainRegex(std::string text, domain::Fields named = {})
      : wanted(std::move(text)), groups(std::move(named)) {}

  bool is_in(std::string_view text) const override {
    return text.find(wanted) != std::string_view::npos;
  }
  domain::Fields groups_in(std::string_view text) const override {
    return is_in(text) ? groups : domain::Fields{};
  }
  bool has_group(std::string_view name) const override { return groups.find(name).has_value(); }

  std::string wanted;
  domain::Fields groups;
};

// Knows no special letters, and no text that begins with a parenthesis.
struct FakeRegexes : ports::Regexes {
  Result<Compiled> compile(std::string_view text) override {
    ++compiled;
    if (text.starts_with("(")) return fail(ErrorKind::invalid, "column 1: missing )");
    return Compiled{std::make_shared<const PlainRegex>(std::string{text})};
  }
  int compiled = 0;
};

inline domain::CompiledLogRule compiled_from(
    domain::LogRule rule,
    domain::CompiledLogRule::SharedRegex pattern = nullptr) {
  return *domain::CompiledLogRule::of(std::make_shared<const domain::LogRule>(std::move(rule)),
                                      std::move(pattern));
}

}  // namespace tocsin::tests
