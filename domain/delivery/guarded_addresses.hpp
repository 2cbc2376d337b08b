#pragma once

#include <cstddef>
#include <list>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "domain/delivery/circuit_breaker.hpp"
#include "domain/delivery/token_bucket.hpp"
#include "domain/kernel/time.hpp"

namespace tocsin::domain {

// An address about which there is something to remember.
struct GuardedAddress {
  std::string address;
  CircuitBreaker breaker;
  TokenBucket bucket;
  Time told_at;  // of it, last
};

// The addresses of one channel that have failed lately or used their rate. One that does well is
// forgotten again, a few with each call of `forget_some`, so that there are never many more than
// have something to remember. For one thread.
class GuardedAddresses {
 public:
  // After this long without an attempt a failure says nothing any more.
  static constexpr Duration remembered_for = std::chrono::hours{1};

  GuardedAddresses(BreakerLimits breaker, std::optional<RateLimit> limit);
  GuardedAddresses(const GuardedAddresses&) = delete;
  GuardedAddresses& operator=(const GuardedAddresses&) = delete;
  ~GuardedAddresses() = default;

  // Nothing when it is not watched. What is found or watched stays where it is until the next
  // `forget_some`.
  GuardedAddress* find(std::string_view address);

  // Found, or watched from now on.
  GuardedAddress& watch(std::string_view address, Time now);

  // What came of an attempt admitted at `started`. A success alone is no reason to watch.
  void record(std::string_view address, bool ok, Time started, Time now);

  void forget_some(Time now);

  std::size_t size() const { return index_.size(); }

  // Those whose breaker is not closed.
  const std::list<GuardedAddress>& broken() const { return broken_; }

 private:
  using List = std::list<GuardedAddress>;

  void forget_first(List& list, Time now);

  BreakerLimits breaker_;
  std::optional<RateLimit> limit_;
  List sound_;
  List broken_;
  std::unordered_map<std::string_view, List::iterator> index_;  // by the address in the list
};

}  // namespace tocsin::domain
