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

// A pattern of alerts: each of the three is exact, or empty for any ("*" on the wire).
struct AlertPattern {
  std::string severity;  // LOW, MEDIUM, HIGH or CRITICAL
  std::string source;
  std::string name;

  bool operator==(const AlertPattern&) const = default;
};

// A channel and an address on which a client is notified.
struct Endpoint {
  EndpointId id;
  Channel channel = Channel::webhook;
  std::string address;
  bool enabled = true;
  Time created_at;
  Time updated_at;

  bool operator==(const Endpoint&) const = default;
};

// A subscription of a client to the alerts that match a pattern. The endpoints belong to it and are
// removed with it. A client has at most one subscription per pattern.
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

  // Returns the endpoint; null if it has none with that id.
  const Endpoint* find(const EndpointId& endpoint) const;

  // Whether it has this endpoint, enabled or not: it can have only one.
  bool has_endpoint(Channel channel, std::string_view address) const;

  // Whether an enabled endpoint has that address, by itself or in a list.
  bool reaches(Channel channel, std::string_view address) const;

  bool operator==(const Subscription&) const = default;
};

using SharedSubscription = std::shared_ptr<const Subscription>;

// Returns the severity for matching: LOW, MEDIUM, HIGH or CRITICAL, in whatever case the sender
// wrote it. A warning counts as MEDIUM. INFO is in no pattern: it matches only patterns for any
// severity.
std::string_view severity_word(Severity severity);

}  // namespace tocsin::domain
