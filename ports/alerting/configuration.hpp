#pragma once

#include "domain/alerting/event_manager.hpp"
#include "domain/alerting/grouping_rule.hpp"
#include "ports/kernel/catalogue.hpp"

namespace tocsin::ports {

using EventManagers = Catalogue<domain::EventManager>;
using GroupingRules = Catalogue<domain::GroupingRule>;

}  // namespace tocsin::ports
