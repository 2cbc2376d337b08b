#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "domain/kernel/result.hpp"

namespace tocsin::domain {

// Which alerts a subscription is about.
struct SubscriptionTuple {
  std::string severity;
  std::string source;
  std::string name;

  bool operator==(const SubscriptionTuple&) const = default;
};

// A data set of the documents to measure with: so many clients, each subscribed to the same.
// Immutable.
class SubscriptionSet {
 public:
  // "100x288", clients and how many of the 320 combinations of the generator's default severities,
  // sources and names each has: the name changes slowest, the severity fastest, so that the first
  // 288 are all but those of the last name, `validation`. Or "balanced:200": so many clients with
  // four rules. invalid with a message that begins with a verb.
  static Result<SubscriptionSet> parse(std::string_view text);

  std::size_t clients() const { return clients_; }
  const std::vector<SubscriptionTuple>& subscriptions_of_each() const { return rules_; }
  std::size_t size() const { return clients_ * rules_.size(); }

  // The n-th client's, counted from 0.
  static std::string client_id(std::size_t n);

 private:
  SubscriptionSet(std::size_t clients, std::vector<SubscriptionTuple> rules)
      : clients_(clients), rules_(std::move(rules)) {}

  std::size_t clients_;
  std::vector<SubscriptionTuple> rules_;
};

}  // namespace tocsin::domain
