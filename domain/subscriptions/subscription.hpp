#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "domain/channels/channel.hpp"
#include "domain/kernel/ids.hpp"
#include "domain/kernel/severity.hpp"
#include "domain/kernel/time.hpp"

namespace tocsin::domain {

// Which alerts: each of the three is exact, or empty for any ("*" on the wire).
struct AlertPattern {
  std::string severity;  // LOW, MEDIUM, HIGH or CRITICAL
  std::string source;
  std::string name;

  bool operator==(const AlertPattern&) const = default;
};

// Where a client hears of alerts: a channel and an address on it.
struct Endpoint {
  EndpointId id;
  Channel channel = Channel::webhook;
  std::string address;
  bool enabled = true;
  Time created_at;
  Time updated_at;

  bool operator==(const Endpoint&) const = default;
};

// A client wants to hear of such alerts on these endpoints. The endpoints belong to it and go with
// it. A client has one subscription for a pattern at most.
struct Subscription {
  using Id = SubscriptionId;

  TenantId tenant;
  SubscriptionId id;
  ClientId client;
  AlertPattern pattern;
  bool enabled = true;
  std::uint64_t version = 1;
  std::vector<Endpoint> endpoints;  // no two with the same channel and address
  Time created_at;
  Time updated_at;

  // Null when it has none with that id.
  const Endpoint* find(const EndpointId& endpoint) const;

  // Enabled or not: there cannot be another one.
  bool has_endpoint(Channel channel, std::string_view address) const;

  // Is there an enabled endpoint with that address?
  bool reaches(Channel channel, std::string_view address) const;

  bool operator==(const Subscription&) const = default;
};

using SharedSubscription = std::shared_ptr<const Subscription>;

// The word that an alert of that severity is matched by: LOW, MEDIUM, HIGH or CRITICAL, whatever
// its spelling. A warning counts as MEDIUM. INFO is in no pattern: only those for any severity fit.
std::string_view severity_word(Severity severity);

}  // namespace tocsin::domain
