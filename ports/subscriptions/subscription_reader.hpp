#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "ports/subscriptions/subscriptions.hpp"

namespace tocsin::ports {

// Some of a list, newest first, and how many there are in all.
template <typename Entry>
struct Excerpt {
  std::vector<Entry> entries;
  std::size_t total = 0;
};

// Shows subscriptions to people, beside any unit of work. Callable from any thread.
class SubscriptionReader {
 public:
  using Entry = Subscriptions::Entry;

  virtual ~SubscriptionReader() = default;

  // Null when there is none.
  virtual Result<Entry> look_up(const domain::TenantId& tenant,
                                const domain::SubscriptionId& id) = 0;
  virtual Result<Entry> look_up_endpoint(const domain::TenantId& tenant,
                                         const domain::EndpointId& id) = 0;

  // At most `limit` after the first `offset`, of one client or of all.
  virtual Result<Excerpt<Entry>> list(const domain::TenantId& tenant,
                                      const std::optional<domain::ClientId>& client,
                                      std::size_t offset,
                                      std::size_t limit) = 0;
};

}  // namespace tocsin::ports
