#pragma once

#include <array>
#include <cstddef>
#include <span>

#include "domain/subscriptions/subscription.hpp"

namespace tocsin::domain {

// A client to notify about an alert, and all of its subscriptions that match. It points into the
// index that it came from: valid as long as that index, or a copy of it, is held.
class Match {
 public:
  // Each of severity, source and name is exact or any, so one alert matches eight patterns, and a
  // client has at most one subscription for each.
  static constexpr std::size_t max_subscriptions = 8;

  const ClientId& client() const { return subscriptions_.front()->client; }

  // At least one, in the order of their ids.
  std::span<const Subscription* const> subscriptions() const {
    return {subscriptions_.data(), count_};
  }

  bool empty() const { return count_ == 0; }
  void add(const Subscription& subscription);

 private:
  std::array<const Subscription*, max_subscriptions> subscriptions_{};
  std::size_t count_ = 0;
};

}  // namespace tocsin::domain
