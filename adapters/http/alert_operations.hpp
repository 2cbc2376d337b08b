#pragma once

#include "adapters/http/api.hpp"
#include "adapters/http/reader_pool.hpp"
#include "application/acknowledge_alert.hpp"
#include "application/browse_alerts.hpp"
#include "application/resolve_alert.hpp"
#include "ports/front.hpp"

namespace tocsin::adapters::http {

struct AlertFronts {
  ports::Front<application::AcknowledgeAlert::Command, domain::AcknowledgeOutcome> acknowledge;
  ports::Front<application::ResolveAlert::Command, domain::ResolveOutcome> resolve;
};

// Everything under /v1/alerts. `browse` and `readers` must outlive the handlers.
void add_alert_operations(OperationHandlers& handlers,
                          AlertFronts fronts,
                          application::BrowseAlerts& browse,
                          ReaderPool& readers);

}  // namespace tocsin::adapters::http
