#pragma once

#include "ports/alerting/alert_repository.hpp"
#include "ports/alerting/configuration.hpp"
#include "ports/delivery/outbox.hpp"
#include "ports/paging/configuration.hpp"
#include "ports/paging/timers.hpp"
#include "ports/workflows/workflows.hpp"

namespace tocsin::application {

// The ports of paging. Event managers and workflows show which services are in use.
struct PagingPorts {
  ports::Services& services;
  ports::EscalationPolicies& policies;
  ports::Timers& timers;
  ports::AlertRepository& alerts;
  ports::Outbox& outbox;
  ports::EventManagers& managers;
  ports::Workflows& workflows;
};

}  // namespace tocsin::application
