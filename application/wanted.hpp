#pragma once

#include "domain/notification.hpp"
#include "domain/result.hpp"
#include "ports/alert_repository.hpp"
#include "ports/catalogue.hpp"
#include "ports/subscriptions.hpp"

namespace tocsin::application {

// Does anybody still want to hear of it? A page is wanted until its alert is answered or over; a
// match while one of its subscriptions still reaches that endpoint, and when it would open an
// incident elsewhere, no longer than a page; everything else always. Works
// inside the unit of work of the use case that asks.
class Wanted {
 public:
  Wanted(ports::AlertRepository& alerts,
         ports::Subscriptions& subscriptions,
         ports::Clients& clients);

  Result<bool> is_wanted(const domain::Notification& notification,
                         const domain::Delivery& delivery);

 private:
  Result<bool> is_unanswered(const domain::Notification& notification);
  Result<bool> is_subscribed(const domain::Notification& notification,
                             const domain::Target& target);

  ports::AlertRepository& alerts_;
  ports::Subscriptions& subscriptions_;
  ports::Clients& clients_;
};

}  // namespace tocsin::application
