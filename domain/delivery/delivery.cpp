#include "domain/delivery/delivery.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <utility>

namespace tocsin::domain {
namespace {

AttemptOutcome outcome_of(AttemptResult::Verdict verdict) {
  switch (verdict) {
    case AttemptResult::Verdict::sent: return AttemptOutcome::sent;
    case AttemptResult::Verdict::try_again:
    case AttemptResult::Verdict::deferred:
    case AttemptResult::Verdict::limited: return AttemptOutcome::try_again;
    case AttemptResult::Verdict::unclear: return AttemptOutcome::unclear;
    case AttemptResult::Verdict::refused: return AttemptOutcome::refused;
  }
  __builtin_unreachable();
}

}  // namespace

StartOutcome Delivery::may_start(Time now) const {
  if (status != DeliveryStatus::pending) return StartOutcome::superseded;
  return now < next_attempt_at ? StartOutcome::not_due : StartOutcome::started;
}

void Delivery::start(Time now) {
  assert(may_start(now) == StartOutcome::started);
  status = DeliveryStatus::sending;
  has_slot = false;
  ++attempt_count;
  if (attempts.size() == attempts_kept) attempts.erase(attempts.begin());
  attempts.push_back({now, AttemptOutcome::in_flight, {}});
}

RecordOutcome Delivery::record(std::uint32_t attempt,
                               const AttemptResult& result,
                               double spread,
                               Time now) {
  if (attempt != attempt_count || !is_in_flight()) return RecordOutcome::superseded;
  attempts.back().outcome = outcome_of(result.verdict);
  attempts.back().detail = result.detail;
  const bool is_unclear = result.verdict == AttemptResult::Verdict::unclear;
  possibly_repeated = possibly_repeated || is_unclear;

  if (result.verdict == AttemptResult::Verdict::sent) {
    status = DeliveryStatus::sent;
    return RecordOutcome::sent;
  }
  if (status == DeliveryStatus::cancelled) return RecordOutcome::superseded;
  if (result.verdict == AttemptResult::Verdict::refused) {
    status = DeliveryStatus::failed;
    return RecordOutcome::refused;
  }
  const auto unclear = static_cast<std::size_t>(
      std::count_if(attempts.begin(), attempts.end(), [](const Attempt& one) {
        return one.outcome == AttemptOutcome::unclear;
      }));
  if (now >= gives_up_at || (is_unclear && unclear >= max_unclear)) {
    status = DeliveryStatus::failed;
    return RecordOutcome::expired;
  }
  if (is_unclear) {
    status = DeliveryStatus::pending;
    next_attempt_at = now + unclear_delay * unclear;
    return RecordOutcome::unclear;
  }

  constexpr Duration max_asked_for = std::chrono::minutes{5};
  const auto asked_for = std::min(result.retry_after.value_or(Duration{0}), max_asked_for);
  status = DeliveryStatus::pending;
  next_attempt_at = now + std::max(retry_delay(attempt_count, spread), asked_for);
  return RecordOutcome::retrying;
}

void Delivery::postpone(Time until, bool to_slot) {
  next_attempt_at = until;
  has_slot = to_slot;
}

// Shows an attempt that was not made among the others, because it explains why there were no more.
bool Delivery::wait_for_channel(Time until, bool is_urgent, const std::string& why, Time now) {
  if (now >= gives_up_at) {
    status = DeliveryStatus::failed;
    if (attempts.size() == attempts_kept) attempts.erase(attempts.begin());
    attempts.push_back({now, AttemptOutcome::try_again, why});
    return false;
  }
  constexpr int part = 16;  // of the time it has waited
  constexpr Duration longest = std::chrono::minutes{5};
  const auto waited = now - (gives_up_at - lifetime);
  const auto patience = is_urgent ? Duration{0} : std::min<Duration>(waited / part, longest);
  next_attempt_at = std::min(std::max(until, now + patience), gives_up_at);
  has_slot = false;
  return true;
}

void Delivery::divert(Target fallback, Time now) {
  if (!meant_for) meant_for = std::move(target);
  target = std::move(fallback);
  status = DeliveryStatus::pending;
  next_attempt_at = now;
  has_slot = false;
}

void Delivery::lose_track(Time now) {
  if (!is_in_flight()) return;

  attempts.back().outcome = AttemptOutcome::unknown;
  attempts.back().detail = "the process ended before the response arrived";
  possibly_repeated = true;
  next_attempt_at = now;
  if (status == DeliveryStatus::sending) status = DeliveryStatus::pending;
}

void Delivery::cancel() {
  if (is_live()) status = DeliveryStatus::cancelled;
}

void Delivery::revive(Time now) {
  if (status != DeliveryStatus::failed) return;
  if (meant_for) target = *std::exchange(meant_for, std::nullopt);
  status = DeliveryStatus::pending;
  next_attempt_at = now;
  gives_up_at = now + lifetime;
}

Delivery delivery_to(Target target, Time now) {
  Delivery delivery;
  delivery.target = std::move(target);
  delivery.gives_up_at = now + Delivery::lifetime;
  delivery.next_attempt_at = now;
  return delivery;
}

Duration retry_delay(std::uint32_t attempts, double spread) {
  using std::chrono::seconds;
  constexpr std::array<seconds, 7> steps{
      seconds{1}, seconds{2}, seconds{4}, seconds{8}, seconds{15}, seconds{30}, seconds{60}};
  assert(attempts > 0);
  const auto step = steps[std::min<std::size_t>(attempts, steps.size()) - 1];
  const double factor = 0.8 + 0.4 * spread;
  return Duration{static_cast<Duration::rep>(static_cast<double>(Duration{step}.count()) * factor)};
}

}  // namespace tocsin::domain
