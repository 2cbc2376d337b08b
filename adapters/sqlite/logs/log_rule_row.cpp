#include "adapters/sqlite/logs/log_rule_row.hpp"

#include <utility>

#include "adapters/sqlite/database/json_text.hpp"

namespace tocsin::adapters::sqlite {

const std::string_view log_rule_columns =
    "tenant, id, name, description, type, service, threshold, latency, percentile, min_samples, "
    "pattern, condition, group_by, message, window, window_type, grace, severity, enabled, "
    "resolve_after, created_at, updated_at";

bool write_log_rule(Statement& insert, const domain::LogRule& rule) {
  return insert.run(rule.tenant,
                    rule.id,
                    rule.name,
                    rule.description,
                    rule.type,
                    rule.service,
                    rule.threshold,
                    rule.latency,
                    rule.percentile,
                    rule.min_samples,
                    rule.pattern,
                    rule.condition,
                    json_of(rule.group_by),
                    rule.message,
                    rule.window,
                    rule.window_type,
                    rule.grace,
                    rule.severity,
                    rule.enabled,
                    rule.resolve_after,
                    rule.created_at,
                    rule.updated_at);
}

domain::LogRule read_log_rule(Rows& rows) {
  domain::LogRule rule;
  std::string_view group_by;
  rows.read(rule.tenant,
            rule.id,
            rule.name,
            rule.description,
            rule.type,
            rule.service,
            rule.threshold,
            rule.latency,
            rule.percentile,
            rule.min_samples,
            rule.pattern,
            rule.condition,
            group_by,
            rule.message,
            rule.window,
            rule.window_type,
            rule.grace,
            rule.severity,
            rule.enabled,
            rule.resolve_after,
            rule.created_at,
            rule.updated_at);
  if (auto names = texts_from(group_by)) {
    rule.group_by = *std::move(names);
  } else {
    rows.misread();
  }
  return rule;
}

}  // namespace tocsin::adapters::sqlite
