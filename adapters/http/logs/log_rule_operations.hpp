#pragma once

#include "adapters/http/api/api.hpp"
#include "adapters/http/api/configuration_fronts.hpp"
#include "adapters/http/api/reader_pool.hpp"
#include "domain/logs/log_rule.hpp"
#include "ports/kernel/front.hpp"

namespace tocsin::adapters::http {

// The commands and reads of log rules. The reads are those of ConfigurationFronts.
struct LogRuleFronts {
  ConfigurationFronts<domain::LogRule> entries;
  ports::Front<application::SetEnabled<domain::LogRule>, domain::LogRule> set_enabled;
};

// /v1/alert-rules. `readers` must outlive the handlers.
void add_log_rule_operations(OperationHandlers& handlers,
                             LogRuleFronts fronts,
                             ReaderPool& readers);

}  // namespace tocsin::adapters::http
