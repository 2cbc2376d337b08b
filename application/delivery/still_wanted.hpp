#pragma once

#include <optional>

#include "application/delivery/ports.hpp"
#include "application/kernel/transaction.hpp"
#include "domain/alerting/alert.hpp"
#include "domain/delivery/notification.hpp"
#include "domain/kernel/result.hpp"

namespace tocsin::application {

// Decides whether a delivery is still wanted: a page until its alert is acknowledged or resolved;
// the word that an alert was opened or acknowledged until it is resolved, because later that would
// be the last word; a match while one of its subscriptions still reaches that endpoint; a workflow
// message until the run is cancelled; everything else always. A message that would open an incident
// elsewhere is wanted no longer than a page. Works inside the unit of work of its caller.
class StillWanted {
 public:
  explicit StillWanted(DeliveryPorts ports) : ports_(ports) {}

  Result<bool> is_wanted(const Scope& scope,
                         const domain::Notification& notification,
                         const domain::Delivery& delivery);

 private:
  Result<std::optional<domain::Alert>> open_alert(const domain::Notification& notification);
  Result<bool> is_open(const domain::Notification& notification);
  Result<bool> is_unanswered(const domain::Notification& notification);
  Result<bool> is_subscribed(const domain::Notification& notification,
                             const domain::Target& target);

  Result<bool> is_still_told(const domain::Notification& notification);

  DeliveryPorts ports_;
};

}  // namespace tocsin::application
