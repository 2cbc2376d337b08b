#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "domain/channels/target.hpp"
#include "domain/kernel/time.hpp"
#include "domain/kernel/words.hpp"

namespace tocsin::domain {

// The result of one network attempt, as its notifier saw it.
struct AttemptResult {
  enum class Verdict {
    sent,
    try_again,
    deferred,  // try again: a working server accepts nothing for this address now
    limited,   // try again: the receiver accepts no more messages at this rate
    unclear,   // possibly sent: the receiver has the whole message, and its answer is missing
    refused
  };

  Verdict verdict = Verdict::sent;
  std::string detail;                   // for display
  std::optional<Duration> retry_after;  // the delay that the server requested

  bool operator==(const AttemptResult&) const = default;
};

enum class AttemptOutcome { in_flight, sent, try_again, refused, unknown, unclear };
constexpr Words<6> words(AttemptOutcome) {
  return {"in_flight", "sent", "try_again", "refused", "unknown", "unclear"};
}

// One network attempt of a delivery.
struct Attempt {
  Time at;
  AttemptOutcome outcome = AttemptOutcome::in_flight;
  std::string detail;

  bool operator==(const Attempt&) const = default;
};

enum class DeliveryStatus { pending, sending, sent, failed, cancelled };
constexpr Words<5> words(DeliveryStatus) {
  return {"pending", "sending", "sent", "failed", "cancelled"};
}

// The outcome of starting an attempt, and of its result.
enum class StartOutcome { started, not_due, superseded };
enum class RecordOutcome { sent, retrying, unclear, refused, expired, superseded };
constexpr Words<6> words(RecordOutcome) {
  return {"sent", "retrying", "unclear", "refused", "expired", "superseded"};
}

// A notification on its way to one target.
struct Delivery {
  // The number of attempts in the list, which is for display; older ones are only counted.
  static constexpr std::size_t attempts_kept = 20;
  // Retries stop after this time: the message is no longer useful.
  static constexpr Duration lifetime = std::chrono::hours{24};
  // The upper bound for an attempt: notifiers give it 10 s. Only a mail server that has the whole
  // mail gets longer.
  static constexpr Duration max_attempt = std::chrono::seconds{11};
  // A message that possibly arrived is repeated twice at most, and slowly.
  static constexpr std::size_t max_unclear = 3;
  static constexpr Duration unclear_delay = std::chrono::minutes{15};

  Target target;
  std::optional<Target> meant_for;  // original target, if the target is a fallback
  DeliveryStatus status = DeliveryStatus::pending;
  std::uint32_t attempt_count = 0;
  std::vector<Attempt> attempts;   // the latest ones
  bool possibly_repeated = false;  // an attempt ended with an unknown result
  bool has_slot = false;           // the next attempt has a reserved slot
  Time gives_up_at;
  Time next_attempt_at;

  bool is_live() const {
    return status == DeliveryStatus::pending || status == DeliveryStatus::sending;
  }

  bool is_in_flight() const {
    return !attempts.empty() && attempts.back().outcome == AttemptOutcome::in_flight;
  }

  // Whether nothing will happen to the delivery any more.
  bool has_ended() const { return !is_live() && !is_in_flight(); }

  // Returns whether the next attempt may start.
  StartOutcome may_start(Time now) const;

  // Starts an attempt that may_start has allowed.
  void start(Time now);

  // Records the result of the attempt with that number; the result of an older one changes nothing.
  // `spread`, 0 … 1, keeps retries apart.
  RecordOutcome record(std::uint32_t attempt, const AttemptResult& result, double spread, Time now);

  // Postpones the next attempt: until its slot, or until another delivery to the same address has
  // ended.
  void postpone(Time until, bool to_slot);

  // Waits for a channel that is unavailable until at least `until`. The longer a non-urgent
  // delivery has waited, the less often it retries. Returns false if it has waited too long: it has
  // failed with `why`.
  bool wait_for_channel(Time until, bool is_urgent, const std::string& why, Time now);

  // Replaces the target by its fallback; the original target is not tried again.
  void divert(Target fallback, Time now);

  // Marks an attempt in flight as unknown, because the process ended during it, and retries.
  void lose_track(Time now);

  // Cancels the delivery. An attempt in flight is not recalled, but not retried either.
  void cancel();

  // Retries a failed delivery on request: to the original target, for another lifetime.
  void revive(Time now);

  bool operator==(const Delivery&) const = default;
};

// Returns a new delivery to that target that is due now.
Delivery delivery_to(Target target, Time now);

// Returns the delay after `attempts` failed attempts: 1, 2, 4, 8, 15, 30, 60 s, then every 60 s,
// each ±20 % by a spread of 0 … 1.
Duration retry_delay(std::uint32_t attempts, double spread);

}  // namespace tocsin::domain
