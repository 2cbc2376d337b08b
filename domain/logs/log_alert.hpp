#pragma once

#include "domain/alerting/event.hpp"
#include "domain/logs/service_log.hpp"

namespace tocsin::domain {

// Returns the event for a window that `line` has made exceed the threshold: one alert for each
// rule, service, group and severity.
Event alert_event(const LogAlarm& alarm, const LogEntry& line);

}  // namespace tocsin::domain
