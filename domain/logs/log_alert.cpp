#include "domain/logs/log_alert.hpp"

#include <cstddef>
#include <string>
#include <string_view>

#include "domain/logs/log_summary.hpp"

namespace tocsin::domain {
namespace {

// Appends a part to a key, without the characters that separate parts.
void append_part(std::string& key, std::string_view part) {
  key += '/';
  for (const char letter : part) {
    if (letter == '/') {
      key += "%2F";
    } else if (letter == '%') {
      key += "%25";
    } else {
      key += letter;
    }
  }
}

std::string dedup_key(const LogAlarm& alarm, const LogEntry& line) {
  const auto& rule = alarm.compiled->rule();
  std::string key = "log-rule";
  append_part(key, rule.id.value);
  append_part(key, line.service);
  for (const auto& value : alarm.group)
    append_part(key, value);
  append_part(key, rule.severity.token());
  return key;
}

// The group, which may be among the named groups of the pattern, comes first.
Fields found(const LogAlarm& alarm, const LogEntry& line) {
  const auto& names = alarm.compiled->rule().group_by;
  Fields fields;
  for (std::size_t index = 0; index < alarm.group.size(); ++index)
    fields.add(names[index], alarm.group[index]);
  for (const auto& field : alarm.compiled->found_in(line)) {
    if (!fields.find(field.path)) fields.add(field.path, field.value);
  }
  return fields;
}

}  // namespace

Event alert_event(const LogAlarm& alarm, const LogEntry& line) {
  const auto& rule = alarm.compiled->rule();
  const LogFinding finding{rule, line, alarm.crossing.measured, found(alarm, line)};
  Event event;
  event.tenant = line.tenant;
  event.dedup_key = dedup_key(alarm, line);
  event.summary = summary_of(finding);
  event.severity = rule.severity;
  event.class_name = rule.name;
  event.fields = fields_of(finding);
  event.occurred_at = line.occurred_at;
  return event;
}

}  // namespace tocsin::domain
