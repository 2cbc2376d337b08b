#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "ports/delivery/outbox.hpp"

namespace tocsin::tests {

// What an outbox offers to somebody who takes everything.
inline std::vector<domain::DeliveryRef> due_on(ports::Outbox& outbox,
                                               domain::Channel channel,
                                               domain::Time now,
                                               std::size_t limit = 100) {
  std::vector<domain::DeliveryRef> due;
  outbox.offer_due(channel, now, limit, [&due](domain::DeliveryRef delivery, const std::string&) {
    due.push_back(delivery);
    return true;
  });
  return due;
}

}  // namespace tocsin::tests
