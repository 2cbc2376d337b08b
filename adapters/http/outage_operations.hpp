#pragma once

#include "adapters/http/api.hpp"
#include "application/receive_alert.hpp"
#include "application/receive_healthy_event.hpp"
#include "ports/front.hpp"

namespace tocsin::adapters::http {

struct OutageFronts {
  ports::Front<application::ReceiveAlert::Command, application::ReceiveAlert::Answer> alert;
  ports::Front<application::ReceiveHealthyEvent::Command, domain::Service> healthy;
};

// POST /v1/services/{id}/alerts and /healthy.
void add_outage_operations(OperationHandlers& handlers, OutageFronts fronts);

}  // namespace tocsin::adapters::http
