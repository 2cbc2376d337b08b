#include "domain/delivery/rest.hpp"

#include <algorithm>

#include "domain/delivery/delivery.hpp"

namespace tocsin::domain {

std::optional<Time> Rest::ask_again_at(Time now) const {
  if (is_over()) return std::nullopt;
  if (now < until_) return until_;
  const bool is_one_ahead = first_ && now < *first_ + Delivery::max_attempt;
  if (is_one_ahead) return now + std::chrono::seconds{1};
  return std::nullopt;
}

void Rest::admit(Time now) {
  if (!is_over()) first_ = now;
}

void Rest::begin(std::optional<Duration> asked_for, Time started, Time now) {
  // Many attempts may have been in flight when the receiver began to limit them.
  const bool is_news = is_over() || started >= until_;
  if (is_news) ++times_;
  const auto wait = asked_for.value_or(retry_delay(times_, 0.5));
  until_ = std::max(until_, now + std::min(wait, longest));
  first_.reset();
}

void Rest::end(Time started) {
  if (!is_over() && started >= until_) *this = {};
}

}  // namespace tocsin::domain
