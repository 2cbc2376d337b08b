#pragma once

#include "application/delivery/ports.hpp"
#include "application/kernel/transaction.hpp"
#include "domain/delivery/notification.hpp"
#include "domain/kernel/result.hpp"

namespace tocsin::application {

// Records which incidents are opened elsewhere, in the alert or the run that they are about, so
// that they can follow it even if the original target differs or the alert has changed since. A
// step inside the unit of work of the use case that starts attempts.
class OpenedIncidents {
 public:
  explicit OpenedIncidents(DeliveryPorts ports) : ports_(ports) {}

  // Records the incident of a delivery that is about to be sent to its target.
  Result<Done> note(const Scope& scope,
                    const domain::Notification& notification,
                    const domain::Delivery& delivery);

 private:
  DeliveryPorts ports_;
};

}  // namespace tocsin::application
