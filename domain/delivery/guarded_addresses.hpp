#pragma once

#include <cstddef>
#include <list>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "domain/delivery/circuit_breaker.hpp"
#include "domain/delivery/rest.hpp"
#include "domain/delivery/token_bucket.hpp"
#include "domain/kernel/time.hpp"

namespace tocsin::domain {

// An address with recent failures, a used rate, or a wish to rest.
struct GuardedAddress {
  std::string address;
  CircuitBreaker breaker;
  TokenBucket bucket;
  Rest rest;
  Time told_at;  // time of the latest recorded result
};

// The addresses of one channel that failed recently or used their rate. An address without either
// is forgotten, a few with each call of `forget_some`, so the number stays close to what must be
// remembered. For one thread.
class GuardedAddresses {
 public:
  // A failure is forgotten after this long without an attempt.
  static constexpr Duration remembered_for = std::chrono::hours{1};

  GuardedAddresses(BreakerLimits breaker, std::optional<RateLimit> limit);
  GuardedAddresses(const GuardedAddresses&) = delete;
  GuardedAddresses& operator=(const GuardedAddresses&) = delete;
  ~GuardedAddresses() = default;

  // Returns the address; null if it is not watched. The pointer is valid until the next
  // `forget_some`.
  GuardedAddress* find(std::string_view address);

  // Returns the address, and watches it from now on. Valid until the next `forget_some`.
  GuardedAddress& watch(std::string_view address, Time now);

  // Records the result of an attempt that was admitted at `started`. A success alone does not start
  // the watch of an address.
  void record(std::string_view address, bool ok, Time started, Time now);

  void forget_some(Time now);

  std::size_t size() const { return index_.size(); }

  // The addresses whose breaker is not closed.
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
