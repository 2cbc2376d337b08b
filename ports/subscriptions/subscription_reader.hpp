#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "ports/subscriptions/subscriptions.hpp"

namespace tocsin::ports {

// A slice of a list, newest first, and the total number of entries.
template <typename Entry>
struct Excerpt {
  std::vector<Entry> entries;
  std::size_t total = 0;
};

// Reads subscriptions for display, outside any unit of work. Thread-safe.
class SubscriptionReader {
 public:
  using Entry = Subscriptions::Entry;

  virtual ~SubscriptionReader() = default;

  // Returns null if the subscription does not exist.
  virtual Result<Entry> look_up(const domain::TenantId& tenant,
                                const domain::SubscriptionId& id) = 0;
  virtual Result<Entry> look_up_endpoint(const domain::TenantId& tenant,
                                         const domain::EndpointId& id) = 0;

  // Returns at most `limit` entries after the first `offset`, of one client or of all.
  virtual Result<Excerpt<Entry>> list(const domain::TenantId& tenant,
                                      const std::optional<domain::ClientId>& client,
                                      std::size_t offset,
                                      std::size_t limit) = 0;
};

}  // namespace tocsin::ports
