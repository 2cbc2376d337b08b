#pragma once

#include "application/delivery/ports.hpp"
#include "application/kernel/transaction.hpp"
#include "domain/delivery/notification.hpp"
#include "domain/kernel/result.hpp"

namespace tocsin::application {

// Does anybody still want to hear of it? A page is wanted until its alert is answered or over; a
// match while one of its subscriptions still reaches that endpoint; what a run tells until the run
// is cancelled; everything else always. What would open an incident elsewhere is wanted no longer
// than a page. Works inside the unit of work of the use case that asks.
class StillWanted {
 public:
  explicit StillWanted(DeliveryPorts ports) : ports_(ports) {}

  Result<bool> is_wanted(const Scope& scope,
                         const domain::Notification& notification,
                         const domain::Delivery& delivery);

 private:
  Result<bool> is_unanswered(const domain::Notification& notification);
  Result<bool> is_subscribed(const domain::Notification& notification,
                             const domain::Target& target);

  Result<bool> is_still_told(const domain::Notification& notification);

  DeliveryPorts ports_;
};

}  // namespace tocsin::application
