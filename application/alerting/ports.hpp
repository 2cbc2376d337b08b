#pragma once

#include "ports/alerting/alert_repository.hpp"
#include "ports/alerting/configuration.hpp"
#include "ports/alerting/early_resolves.hpp"
#include "ports/alerting/event_receipts.hpp"
#include "ports/delivery/outbox.hpp"
#include "ports/paging/configuration.hpp"

namespace tocsin::application {

// The ports of alerting.
struct AlertingPorts {
  ports::AlertRepository& alerts;
  ports::EventManagers& managers;
  ports::GroupingRules& grouping_rules;
  ports::EarlyResolves& early_resolves;
  ports::EventReceipts& receipts;
  ports::Services& services;
  ports::Outbox& outbox;
};

}  // namespace tocsin::application
