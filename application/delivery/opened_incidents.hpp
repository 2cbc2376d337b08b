#pragma once

#include "application/delivery/ports.hpp"
#include "application/kernel/transaction.hpp"
#include "domain/delivery/notification.hpp"
#include "domain/kernel/result.hpp"

namespace tocsin::application {

// Remembers where incidents are opened elsewhere, with the alert or the run that they are about, so
// that they can follow it: whoever it was meant for, and whatever it is like by then. A step of the
// use case that starts attempts, inside its unit of work.
class OpenedIncidents {
 public:
  explicit OpenedIncidents(DeliveryPorts ports) : ports_(ports) {}

  // The delivery is about to be sent to its target.
  Result<Done> note(const Scope& scope,
                    const domain::Notification& notification,
                    const domain::Delivery& delivery);

 private:
  DeliveryPorts ports_;
};

}  // namespace tocsin::application
