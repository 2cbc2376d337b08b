#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "domain/subscriptions/announcement.hpp"
#include "domain/subscriptions/client.hpp"
#include "domain/subscriptions/subscription.hpp"
#include "tests/builders/kernel.hpp"

// Clients of acme, their subscriptions, and an alert that someone else announces.
namespace tocsin::tests {

inline const domain::ClientId globex{"globex"};
inline const domain::ClientId initech{"initech"};

inline domain::SubscriptionId subscription_id(std::uint64_t n) { return {CountingIds::nth(n)}; }
inline domain::EndpointId endpoint_id(std::uint64_t n) { return {CountingIds::nth(n)}; }

inline domain::Client a_client(domain::ClientId id = globex) {
  domain::Client client;
  client.tenant = acme;
  client.name = id.value;
  client.id = std::move(id);
  client.created_at = start_of_test();
  client.updated_at = start_of_test();
  return client;
}

inline domain::Endpoint an_endpoint(std::uint64_t n, domain::Channel channel, std::string address) {
  return {endpoint_id(n), channel, std::move(address), true, start_of_test(), start_of_test()};
}

inline domain::Endpoint hook(std::uint64_t n, const std::string& name) {
  return an_endpoint(n, domain::Channel::webhook, "https://" + name + ".example/hook");
}

// An empty word of the pattern stands for any.
inline domain::Subscription subscription_of(domain::ClientId client,
                                            std::uint64_t n,
                                            domain::AlertPattern pattern,
                                            std::vector<domain::Endpoint> endpoints = {}) {
  domain::Subscription subscription;
  subscription.tenant = acme;
  subscription.id = subscription_id(n);
  subscription.client = std::move(client);
  subscription.pattern = std::move(pattern);
  subscription.endpoints = std::move(endpoints);
  subscription.created_at = start_of_test();
  subscription.updated_at = start_of_test();
  return subscription;
}

// Of globex, to whatever is high.
inline domain::Subscription a_subscription(std::uint64_t n,
                                           std::vector<domain::Endpoint> endpoints) {
  return subscription_of(globex, n, {"HIGH", "", ""}, std::move(endpoints));
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
