#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "adapters/load/post.hpp"
#include "domain/generator/alert_generator.hpp"
#include "domain/generator/subscription_set.hpp"
#include "domain/kernel/result.hpp"
#include "domain/kernel/time.hpp"

namespace tocsin::adapters::load {

// The endpoint of a client: "webhook", "http://127.0.0.1:9000/".
struct EndpointWish {
  std::string type;
  std::string value;

  bool operator==(const EndpointWish&) const = default;
};

// Parses "webhook=http://127.0.0.1:9000/". Fails with invalid and a message that begins with a
// verb.
Result<EndpointWish> endpoint_from(const std::string& text);

// Returns the n-th and the following alerts as a batch of events, one per line.
Message alert_batch(const domain::AlertGenerator& generator,
                    std::size_t first,
                    std::size_t count,
                    domain::Time now);

// Return the n-th client of a data set, and a slice of the set's rules, one per line, counted over
// all clients: the first client's come first.
Message client_message(std::size_t n);
Message subscription_batch(const domain::SubscriptionSet& set,
                           const std::vector<EndpointWish>& endpoints,
                           std::size_t first,
                           std::size_t count);

}  // namespace tocsin::adapters::load
