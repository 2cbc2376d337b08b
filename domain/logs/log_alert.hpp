#pragma once

#include "domain/alerting/event.hpp"
#include "domain/logs/service_log.hpp"

namespace tocsin::domain {

// What is to be told of a window that `line` has made more than its rule allows: one alert for each
// rule, service, group and severity.
Event alert_event(const LogAlarm& alarm, const LogEntry& line);

}  // namespace tocsin::domain
