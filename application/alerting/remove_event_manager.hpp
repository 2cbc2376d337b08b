#pragma once

#include <string_view>

#include "application/alerting/ports.hpp"
#include "application/kernel/configured.hpp"
#include "application/kernel/surroundings.hpp"
#include "domain/alerting/event_manager.hpp"
#include "domain/kernel/result.hpp"

namespace tocsin::application {

// Removes an event manager that no open alert needs: its events resolve the alerts, and its webhook
// is notified about that.
class RemoveEventManager {
 public:
  using Command = Remove<domain::EventManager>;
  using Outcome = Done;

  static constexpr std::string_view name = "remove_event_manager";

  RemoveEventManager(AlertingPorts ports, Surroundings around) : ports_(ports), around_(around) {}

  // Fails with conflict if an alert of it is open.
  Result<Outcome> handle(const Command& command);

 private:
  AlertingPorts ports_;
  Surroundings around_;
};

}  // namespace tocsin::application
