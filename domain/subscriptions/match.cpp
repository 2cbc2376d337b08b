#include "domain/subscriptions/match.hpp"

#include <algorithm>

namespace tocsin::domain {

void Match::add(const Subscription& subscription) {
  auto* const end = subscriptions_.data() + count_;
  auto* const place = std::upper_bound(
      subscriptions_.data(), end, &subscription, [](const Subscription* a, const Subscription* b) {
        return a->id < b->id;
      });
  std::move_backward(place, end, end + 1);
  *place = &subscription;
  ++count_;
}

}  // namespace tocsin::domain
