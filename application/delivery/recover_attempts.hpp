#pragma once

#include <cstddef>
#include <string_view>

#include "application/delivery/ports.hpp"
#include "application/kernel/surroundings.hpp"
#include "domain/kernel/result.hpp"

namespace tocsin::application {

// After a start: what was being sent when the process ended may have arrived or not. It is tried
// again with the same key, and says that it may be a repetition.
class RecoverAttempts {
 public:
  struct Command {};
  using Outcome = std::size_t;

  static constexpr std::string_view name = "recover_attempts";

  RecoverAttempts(DeliveryPorts ports, Surroundings around) : ports_(ports), around_(around) {}

  // How many there were.
  Result<Outcome> handle(const Command& command);

 private:
  DeliveryPorts ports_;
  Surroundings around_;
};

}  // namespace tocsin::application
