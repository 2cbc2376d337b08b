#pragma once

#include <cstddef>
#include <string_view>

#include "application/delivery/ports.hpp"
#include "application/kernel/surroundings.hpp"
#include "domain/kernel/result.hpp"

namespace tocsin::application {

// Recovers the attempts in flight after a start: their result is unknown. They are retried with the
// same key and marked as possible duplicates.
class RecoverAttempts {
 public:
  struct Command {};
  using Outcome = std::size_t;

  static constexpr std::string_view name = "recover_attempts";

  RecoverAttempts(DeliveryPorts ports, Surroundings around) : ports_(ports), around_(around) {}

  // Returns the number of attempts.
  Result<Outcome> handle(const Command& command);

 private:
  DeliveryPorts ports_;
  Surroundings around_;
};

}  // namespace tocsin::application
