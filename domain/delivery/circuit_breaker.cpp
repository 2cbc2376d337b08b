#include "domain/delivery/circuit_breaker.hpp"

#include <algorithm>
#include <bit>
#include <cassert>

namespace tocsin::domain {

CircuitBreaker::CircuitBreaker(BreakerLimits limits) : limits_(limits) {
  assert(limits_.window >= 1 && limits_.window <= 64);
  assert(limits_.failure_percent >= 1 && limits_.failure_percent <= 100);
}

bool CircuitBreaker::admits(Time now) const { return !retry_at(now); }

bool CircuitBreaker::admit(Time now) {
  if (!admits(now)) return false;

  if (next_attempt_at_) next_attempt_at_ = now + limits_.probe_patience;
  return true;
}

void CircuitBreaker::record(bool ok, Time started, Time now) {
  if (started < half_open_from_) return;

  if (next_attempt_at_) {
    if (ok) return close();
    return open(now);
  }
  remember(ok);
  if (has_failed_too_often()) open(now);
}

BreakerState CircuitBreaker::state(Time now) const {
  if (!next_attempt_at_) return BreakerState::closed;
  return now < half_open_from_ ? BreakerState::open : BreakerState::half_open;
}

std::optional<Time> CircuitBreaker::retry_at(Time now) const {
  if (next_attempt_at_ && now < *next_attempt_at_) return next_attempt_at_;
  return std::nullopt;
}

unsigned CircuitBreaker::failures() const { return static_cast<unsigned>(std::popcount(failed_)); }

void CircuitBreaker::remember(bool ok) {
  const auto window = ~std::uint64_t{0} >> (64 - limits_.window);
  failed_ = ((failed_ << 1U) | (ok ? 0U : 1U)) & window;
  outcomes_ = std::min(outcomes_ + 1, limits_.window);
}

bool CircuitBreaker::has_failed_too_often() const {
  return outcomes_ == limits_.window && failures() * 100 >= outcomes_ * limits_.failure_percent;
}

void CircuitBreaker::open(Time now) {
  half_open_from_ = now + limits_.open_for;
  next_attempt_at_ = half_open_from_;
}

void CircuitBreaker::close() {
  next_attempt_at_.reset();
  failed_ = 0;
  outcomes_ = 0;
}

}  // namespace tocsin::domain
