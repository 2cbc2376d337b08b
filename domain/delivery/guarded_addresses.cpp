#include "domain/delivery/guarded_addresses.hpp"

#include <iterator>

namespace tocsin::domain {

namespace {

bool has_nothing_to_remember(const GuardedAddress& watched, Time now) {
  const bool has_failed_lately = (watched.breaker.failures() > 0 || !watched.rest.is_over()) &&
                                 now - watched.told_at < GuardedAddresses::remembered_for;
  return !has_failed_lately && watched.bucket.is_full(now);
}

}  // namespace

GuardedAddresses::GuardedAddresses(BreakerLimits breaker, std::optional<RateLimit> limit)
    : breaker_(breaker), limit_(limit) {}

GuardedAddress* GuardedAddresses::find(std::string_view address) {
  const auto found = index_.find(address);
  return found == index_.end() ? nullptr : &*found->second;
}

GuardedAddress& GuardedAddresses::watch(std::string_view address, Time now) {
  if (auto* known = find(address)) return *known;

  sound_.push_back({std::string{address}, CircuitBreaker{breaker_}, TokenBucket{limit_}, {}, now});
  index_.emplace(sound_.back().address, std::prev(sound_.end()));
  return sound_.back();
}

void GuardedAddresses::record(std::string_view address, bool ok, Time started, Time now) {
  if (!ok) watch(address, now);
  const auto found = index_.find(address);
  if (found == index_.end()) return;

  auto& watched = *found->second;
  auto& before = watched.breaker.state(now) == BreakerState::closed ? sound_ : broken_;
  watched.breaker.record(ok, started, now);
  watched.told_at = now;
  auto& after = watched.breaker.state(now) == BreakerState::closed ? sound_ : broken_;
  after.splice(after.end(), before, found->second);
}

// A call of the gate adds one address at most, so looking at two catches up with whatever has come
// to an end; ten failures make a broken one, so there one look is enough.
void GuardedAddresses::forget_some(Time now) {
  forget_first(sound_, now);
  forget_first(sound_, now);
  forget_first(broken_, now);
}

void GuardedAddresses::forget_first(List& list, Time now) {
  if (list.empty()) return;
  if (!has_nothing_to_remember(list.front(), now)) {
    list.splice(list.end(), list, list.begin());  // its turn comes again
    return;
  }
  index_.erase(list.front().address);
  list.pop_front();
}

}  // namespace tocsin::domain
