#pragma once

#include <string>

#include "domain/kernel/ids.hpp"
#include "domain/kernel/time.hpp"

namespace tocsin::domain {

// The entry point for the events of a team: names the grouping rule and the service to page for.
struct EventManager {
  using Id = EventManagerId;

  TenantId tenant;
  EventManagerId id;
  std::string name;
  std::string description;
  GroupingRuleId grouping_rule;
  ServiceId service;        // empty: its alerts page nobody
  std::string webhook_url;  // empty: no webhook for its parent alerts
  Time created_at;
  Time updated_at;

  bool operator==(const EventManager&) const = default;
};

}  // namespace tocsin::domain
