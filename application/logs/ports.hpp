#pragma once

#include "ports/alerting/alert_repository.hpp"
#include "ports/logs/configuration.hpp"
#include "ports/logs/log_windows.hpp"
#include "ports/logs/regexes.hpp"
#include "ports/logs/seeded_tenants.hpp"

namespace tocsin::application {

// The ports of logs.
struct LogPorts {
  ports::LogRules& log_rules;
  ports::Regexes& regexes;
  ports::LogWindows& log_windows;
  ports::SeededTenants& seeded_tenants;
  ports::AlertRepository& alerts;
};

}  // namespace tocsin::application
