#pragma once

#include <string_view>

#include "application/alerting/ports.hpp"
#include "application/kernel/configured.hpp"
#include "application/kernel/surroundings.hpp"
#include "domain/alerting/event_manager.hpp"
#include "domain/kernel/result.hpp"

namespace tocsin::application {

// Removes an event manager. Its alerts stay as they are; further events for it are rejected.
class RemoveEventManager {
 public:
  using Command = Remove<domain::EventManager>;
  using Outcome = Done;

  static constexpr std::string_view name = "remove_event_manager";

  RemoveEventManager(AlertingPorts ports, Surroundings around) : ports_(ports), around_(around) {}

  Result<Outcome> handle(const Command& command);

 private:
  AlertingPorts ports_;
  Surroundings around_;
};

}  // namespace tocsin::application
