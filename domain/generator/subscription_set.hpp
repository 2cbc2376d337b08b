#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "domain/kernel/result.hpp"

namespace tocsin::domain {

// The pattern of a subscription.
struct SubscriptionTuple {
  std::string severity;
  std::string source;
  std::string name;

  bool operator==(const SubscriptionTuple&) const = default;
};

// A data set of seed 002, Alerting Platform, to measure with: clients with the same subscriptions
// each. Immutable.
class SubscriptionSet {
 public:
  // Parses "100x288": clients, and how many of the 320 combinations of the generator's default
  // severities, sources and names each subscribes to. The name changes slowest, the severity
  // fastest, so the first 288 are all except those of the last name, `validation`. Also parses
  // "balanced:200": 200 clients with four rules each. Fails with invalid and a message that begins
  // with a verb.
  static Result<SubscriptionSet> parse(std::string_view text);

  std::size_t clients() const { return clients_; }
  const std::vector<SubscriptionTuple>& subscriptions_of_each() const { return rules_; }
  std::size_t size() const { return clients_ * rules_.size(); }

  // Returns the id of the n-th client, counted from 0.
  static std::string client_id(std::size_t n);

 private:
  SubscriptionSet(std::size_t clients, std::vector<SubscriptionTuple> rules)
      : clients_(clients), rules_(std::move(rules)) {}

  std::size_t clients_;
  std::vector<SubscriptionTuple> rules_;
};

}  // namespace tocsin::domain
