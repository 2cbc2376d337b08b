#pragma once

#include <string_view>

#include "application/kernel/configured.hpp"
#include "application/kernel/surroundings.hpp"
#include "application/paging/ports.hpp"
#include "domain/kernel/result.hpp"
#include "domain/paging/service.hpp"

namespace tocsin::application {

// Creates or replaces a service: its escalation policy, and the services that it depends on. A
// replaced service keeps its health.
class SaveService {
 public:
  using Command = Save<domain::Service>;
  using Outcome = Configured<domain::Service>;

  static constexpr std::string_view name = "save_service";

  SaveService(PagingPorts ports, Surroundings around) : ports_(ports), around_(around) {}

  Result<Outcome> handle(const Command& command);

 private:
  Result<Done> check_dependencies(const domain::Service& draft);

  PagingPorts ports_;
  Surroundings around_;
};

}  // namespace tocsin::application
