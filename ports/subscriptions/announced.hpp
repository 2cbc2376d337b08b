#pragma once

#include <vector>

#include "domain/kernel/ids.hpp"
#include "domain/kernel/result.hpp"

namespace tocsin::ports {

// Remembers, for ever, which clients have been told of an alert that was announced: whoever sends
// it again tells nobody twice. Part of the unit of work.
class Announced {
 public:
  virtual ~Announced() = default;

  // In the order in which they were told; none when the alert is new.
  virtual Result<std::vector<domain::ClientId>> told(const domain::TenantId& tenant,
                                                     const domain::AlertId& alert) = 0;

  // These are all that have been told by now.
  virtual void remember(const domain::TenantId& tenant,
                        const domain::AlertId& alert,
                        std::vector<domain::ClientId> clients) = 0;
};

}  // namespace tocsin::ports
