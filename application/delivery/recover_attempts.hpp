#pragma once

#include <cstddef>

#include "domain/kernel/result.hpp"
#include "ports/delivery/outbox.hpp"
#include "ports/kernel/clock.hpp"
#include "ports/store/unit_of_work.hpp"

namespace tocsin::application {

// After a start: what was being sent when the process ended may have arrived or not. It is tried
// again with the same key, and says that it may be a repetition.
class RecoverAttempts {
 public:
  RecoverAttempts(ports::UnitOfWork& work, ports::Outbox& outbox, const ports::Clock& clock);

  // How many there were.
  Result<std::size_t> operator()();

 private:
  ports::UnitOfWork& work_;
  ports::Outbox& outbox_;
  const ports::Clock& clock_;
};

}  // namespace tocsin::application
