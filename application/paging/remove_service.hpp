#pragma once

#include <string>
#include <string_view>

#include "application/kernel/configured.hpp"
#include "application/kernel/surroundings.hpp"
#include "application/paging/ports.hpp"
#include "domain/kernel/result.hpp"
#include "domain/paging/service.hpp"

namespace tocsin::application {

// Removes a service that is not in use.
class RemoveService {
 public:
  using Command = Remove<domain::Service>;
  using Outcome = Done;

  static constexpr std::string_view name = "remove_service";

  RemoveService(PagingPorts ports, Surroundings around) : ports_(ports), around_(around) {}

  // Fails with conflict if an event manager, a workflow, another service or an open alert needs it.
  Result<Outcome> handle(const Command& command);

 private:
  Result<std::string> user_of(const domain::TenantId& tenant, const domain::ServiceId& id);

  PagingPorts ports_;
  Surroundings around_;
};

}  // namespace tocsin::application
