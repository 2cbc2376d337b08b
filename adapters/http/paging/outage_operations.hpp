#pragma once

#include "adapters/http/api/api.hpp"
#include "application/alerting/receive_alert.hpp"
#include "application/alerting/receive_healthy_event.hpp"
#include "ports/kernel/front.hpp"

namespace tocsin::adapters::http {

struct OutageFronts {
  ports::FrontOf<application::ReceiveAlert> alert;
  ports::FrontOf<application::ReceiveHealthyEvent> healthy;
};

// POST /v1/services/{id}/alerts and /healthy.
void add_outage_operations(OperationHandlers& handlers, OutageFronts fronts);

}  // namespace tocsin::adapters::http
