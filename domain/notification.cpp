#include "domain/notification.hpp"

#include <algorithm>
#include <array>
#include <cassert>

namespace tocsin::domain {
namespace {

// Spreads retries without a source of chance: the same notification waits the same each time.
double spread_of(const Notification& notification) {
  const auto* bytes = notification.id.value.data;
  const auto last = static_cast<std::uint32_t>(bytes[15]) + (notification.attempt_count * 97U);
  return static_cast<double>(last % 256U) / 255.0;
}

AttemptOutcome outcome_of(Delivery::Verdict verdict) {
  switch (verdict) {
    case Delivery::Verdict::sent: return AttemptOutcome::sent;
    case Delivery::Verdict::try_again: return AttemptOutcome::try_again;
    case Delivery::Verdict::refused: return AttemptOutcome::refused;
  }
  __builtin_unreachable();
}

}  // namespace

AlertFacts facts_of(const Alert& alert, Time now) {
  return {alert.manager,
          alert.service,
          alert.dedup_key,
          alert.summary,
          alert.severity,
          alert.status(),
          alert.type(),
          alert.child_count,
          now};
}

StartOutcome Notification::start(Time now) {
  if (status != NotificationStatus::pending) return StartOutcome::superseded;
  if (now < next_attempt_at) return StartOutcome::not_due;

  status = NotificationStatus::sending;
  ++attempt_count;
  if (attempts.size() == attempts_kept) attempts.erase(attempts.begin());
  attempts.push_back({now, AttemptOutcome::in_flight, {}});
  return StartOutcome::started;
}

RecordOutcome Notification::record(std::uint32_t attempt, const Delivery& delivery, Time now) {
  if (attempt != attempt_count || !is_in_flight()) return RecordOutcome::superseded;
  attempts.back().outcome = outcome_of(delivery.verdict);
  attempts.back().detail = delivery.detail;

  if (delivery.verdict == Delivery::Verdict::sent) {
    status = NotificationStatus::sent;
    return RecordOutcome::sent;
  }
  if (status == NotificationStatus::cancelled) return RecordOutcome::superseded;
  if (delivery.verdict == Delivery::Verdict::refused) {
    status = NotificationStatus::failed;
    return RecordOutcome::refused;
  }
  if (now - created_at >= lifetime) {
    status = NotificationStatus::failed;
    return RecordOutcome::expired;
  }

  constexpr Duration longest_asked_for = std::chrono::minutes{5};
  const auto asked_for = std::min(delivery.retry_after.value_or(Duration{0}), longest_asked_for);
  status = NotificationStatus::pending;
  next_attempt_at = now + std::max(retry_delay(attempt_count, spread_of(*this)), asked_for);
  return RecordOutcome::retrying;
}

void Notification::lose_track(Time now) {
  if (!is_in_flight()) return;

  attempts.back().outcome = AttemptOutcome::unknown;
  attempts.back().detail = "the process ended before the answer came";
  possibly_repeated = true;
  next_attempt_at = now;
  if (status == NotificationStatus::sending) status = NotificationStatus::pending;
}

void Notification::cancel() {
  if (is_live()) status = NotificationStatus::cancelled;
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
