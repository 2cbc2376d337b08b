#pragma once

#include "ports/alerting/alert_repository.hpp"
#include "ports/delivery/outbox.hpp"
#include "ports/subscriptions/configuration.hpp"
#include "ports/subscriptions/subscriptions.hpp"
#include "ports/workflows/runs.hpp"

namespace tocsin::application {

// The ports of delivery.
struct DeliveryPorts {
  ports::Outbox& outbox;
  ports::AlertRepository& alerts;
  ports::Subscriptions& subscriptions;
  ports::Clients& clients;
  ports::Runs& runs;
};

}  // namespace tocsin::application
