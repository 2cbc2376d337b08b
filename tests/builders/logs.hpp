#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "domain/logs/compiled_log_rule.hpp"
#include "domain/logs/log_entry.hpp"
#include "domain/logs/log_rule.hpp"
#include "tests/builders/kernel.hpp"

// Lines and rules as tests want them; the tenant is acme, the service is checkout.
namespace tocsin::tests {

inline const domain::Time midnight{std::chrono::sys_days{std::chrono::year{2026} / 1 / 1}};

inline domain::LogEntry a_line(domain::LogLevel level = domain::LogLevel::info,
                               std::string message = "hello") {
  domain::LogEntry line;
  line.tenant = acme;
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
  rule.tenant = acme;
  rule.name = "rule " + id;
  rule.id.value = std::move(id);
  rule.threshold = threshold;
  rule.severity = severity("CRITICAL");
  return rule;
}

inline domain::LogRule a_custom_rule(std::string condition, double threshold = 2) {
  auto rule = a_log_rule(threshold);
  rule.type = domain::LogRuleType::custom;
  rule.condition = std::move(condition);
  return rule;
}

inline domain::CompiledLogRule compiled_from(
    domain::LogRule rule,
    domain::CompiledLogRule::SharedRegex pattern = nullptr) {
  return *domain::CompiledLogRule::of(shared(std::move(rule)), std::move(pattern));
}

}  // namespace tocsin::tests
