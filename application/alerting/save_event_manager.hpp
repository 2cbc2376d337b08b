#pragma once

#include <string_view>

#include "application/alerting/ports.hpp"
#include "application/kernel/configured.hpp"
#include "application/kernel/surroundings.hpp"
#include "domain/alerting/event_manager.hpp"
#include "domain/kernel/result.hpp"

namespace tocsin::application {

// Creates or replaces an event manager: the entry point of a team's events, with their grouping
// rule and the service that they page for.
class SaveEventManager {
 public:
  using Command = Save<domain::EventManager>;
  using Outcome = Configured<domain::EventManager>;

  static constexpr std::string_view name = "save_event_manager";

  SaveEventManager(AlertingPorts ports, Surroundings around) : ports_(ports), around_(around) {}

  Result<Outcome> handle(const Command& command);

 private:
  AlertingPorts ports_;
  Surroundings around_;
};

}  // namespace tocsin::application
