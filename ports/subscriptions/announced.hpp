#pragma once

#include <vector>

#include "domain/kernel/ids.hpp"
#include "domain/kernel/result.hpp"

namespace tocsin::ports {

// Stores permanently which clients were notified about an announced alert, so that sending it again
// notifies nobody twice. Part of the unit of work.
class Announced {
 public:
  virtual ~Announced() = default;

  // `alert` is the identity of the alert (domain::announced_id_of).
  // Returns the clients in the order in which they were notified; none if the alert is new.
  virtual Result<std::vector<domain::ClientId>> told(const domain::TenantId& tenant,
                                                     const domain::AlertId& alert) = 0;

  // Replaces the list: these are all clients that have been notified so far.
  virtual void remember(const domain::TenantId& tenant,
                        const domain::AlertId& alert,
                        std::vector<domain::ClientId> clients) = 0;
};

}  // namespace tocsin::ports
