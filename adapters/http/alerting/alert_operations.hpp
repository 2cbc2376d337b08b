#pragma once

#include "adapters/http/api/api.hpp"
#include "adapters/http/api/reader_pool.hpp"
#include "application/alerting/acknowledge_alert.hpp"
#include "application/alerting/browse_alerts.hpp"
#include "application/alerting/resolve_alert.hpp"
#include "ports/kernel/front.hpp"

namespace tocsin::adapters::http {

struct AlertFronts {
  ports::FrontOf<application::AcknowledgeAlert> acknowledge;
  ports::FrontOf<application::ResolveAlert> resolve;
};

// Everything under /v1/alerts. `browse` and `readers` must outlive the handlers.
void add_alert_operations(OperationHandlers& handlers,
                          AlertFronts fronts,
                          application::BrowseAlerts& browse,
                          ReaderPool& readers);

}  // namespace tocsin::adapters::http
