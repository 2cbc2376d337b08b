#pragma once

#include "domain/delivery/notification.hpp"
#include "domain/kernel/result.hpp"
#include "ports/alerting/alert_repository.hpp"
#include "ports/workflows/runs.hpp"

namespace tocsin::application {

// Remembers where incidents are opened elsewhere, with the alert or the run that they are about, so
// that they can follow it: whoever it was meant for, and whatever it is like by then. A step of the
// use case that starts attempts, inside its unit of work.
class OpenedIncidents {
 public:
  OpenedIncidents(ports::AlertRepository& alerts, ports::Runs& runs)
      : alerts_(alerts), runs_(runs) {}

  // The delivery is about to be sent to its target.
  Result<Done> note(const domain::Notification& notification, const domain::Delivery& delivery);

 private:
  ports::AlertRepository& alerts_;
  ports::Runs& runs_;
};

}  // namespace tocsin::application
