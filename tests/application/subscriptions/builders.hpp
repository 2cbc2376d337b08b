#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "domain/subscriptions/announcement.hpp"
#include "domain/subscriptions/client.hpp"
#include "domain/subscriptions/subscription.hpp"
#include "tests/application/alerting/builders.hpp"
#include "tests/support/fakes.hpp"

// Clients of acme, what they subscribe to, and what somebody else announces.
namespace tocsin::tests {

inline const domain::ClientId globex{"globex"};
inline const domain::ClientId initech{"initech"};

inline domain::SubscriptionId nth_subscription(std::uint64_t n) { return {CountingIds::nth(n)}; }
inline domain::EndpointId nth_endpoint(std::uint64_t n) { return {CountingIds::nth(n)}; }

inline domain::Client client_of(domain::ClientId id) {
  domain::Client client;
  client.tenant = acme;
  client.name = id.value;
  client.id = std::move(id);
  return client;
}

inline domain::Endpoint endpoint(std::uint64_t n, domain::Channel channel, std::string address) {
  domain::Endpoint endpoint;
  endpoint.id = nth_endpoint(n);
  endpoint.channel = channel;
  endpoint.address = std::move(address);
  return endpoint;
}

inline domain::Endpoint hook(std::uint64_t n, const std::string& name) {
  return endpoint(n, domain::Channel::webhook, "https://" + name + ".example/hook");
}

// An empty word of the pattern stands for any.
inline domain::Subscription subscription_of(domain::ClientId client,
                                            std::uint64_t n,
                                            domain::AlertPattern pattern,
                                            std::vector<domain::Endpoint> endpoints = {}) {
  domain::Subscription subscription;
  subscription.tenant = acme;
  subscription.id = nth_subscription(n);
  subscription.client = std::move(client);
  subscription.pattern = std::move(pattern);
  subscription.endpoints = std::move(endpoints);
  return subscription;
}

// The alert of the acceptance cases: LOW/test-source/test-name.
inline const domain::AlertPattern exactly{"LOW", "test-source", "test-name"};

inline domain::Announcement test_alert(std::string alert_key = "a-1") {
  domain::Announcement announcement;
  announcement.tenant = acme;
  announcement.alert_key = std::move(alert_key);
  announcement.severity = severity("low");
  announcement.source = "test-source";
  announcement.name = "test-name";
  return announcement;
}

}  // namespace tocsin::tests
