#pragma once

#include <string_view>

#include "adapters/records/kernel/layout.hpp"
#include "domain/logs/log_rule.hpp"

namespace tocsin::adapters::records {

template <>
struct Layout<domain::LogRule> {
  static constexpr std::string_view kind = "log rule";
  static constexpr unsigned format = 1;

  static void each(auto& rule, auto&& field) {
    field("tenant", rule.tenant);
    field("id", rule.id);
    field("name", rule.name);
    field("description", rule.description);
    field("type", rule.type);
    field("service", rule.service);
    field("threshold", rule.threshold);
    field("latency", rule.latency);
    field("percentile", rule.percentile);
    field("min_samples", rule.min_samples);
    field("pattern", rule.pattern);
    field("condition", rule.condition);
    field("group_by", rule.group_by);
    field("message", rule.message);
    field("window", rule.window);
    field("window_type", rule.window_type);
    field("grace", rule.grace);
    field("severity", rule.severity);
    field("enabled", rule.enabled);
    field("resolve_after", rule.resolve_after);
    field("created_at", rule.created_at);
    field("updated_at", rule.updated_at);
  }
};

}  // namespace tocsin::adapters::records
