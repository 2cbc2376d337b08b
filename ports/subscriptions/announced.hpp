#pragma once

#include <vector>

#include "domain/kernel/ids.hpp"
#include "domain/kernel/result.hpp"
#include "domain/kernel/time.hpp"

namespace tocsin::ports {

// Stores which clients were notified about an announced alert, so that sending it again notifies
// nobody twice. Forgets an alert domain::Announcement::remembered_for after the last of them was
// notified, or later. Part of the unit of work.
class Announced {
 public:
  virtual ~Announced() = default;

  // `alert` is the identity of the alert (domain::announced_id_of).
  // Returns the clients in the order in which they were notified; none if the alert is new.
  virtual Result<std::vector<domain::ClientId>> told(const domain::TenantId& tenant,
                                                     const domain::AlertId& alert) = 0;

  // Replaces the list: these are all clients that have been notified so far, the last of them at
  // `told_at`.
  virtual void remember(const domain::TenantId& tenant,
                        const domain::AlertId& alert,
                        std::vector<domain::ClientId> clients,
                        domain::Time told_at) = 0;
};

}  // namespace tocsin::ports
