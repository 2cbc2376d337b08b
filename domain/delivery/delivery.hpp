#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "domain/channels/target.hpp"
#include "domain/kernel/time.hpp"
#include "domain/kernel/words.hpp"

namespace tocsin::domain {

// What came of one network try, as its notifier saw it.
struct AttemptResult {
  enum class Verdict { sent, try_again, refused };

  Verdict verdict = Verdict::sent;
  std::string detail;                   // for people
  std::optional<Duration> retry_after;  // what the other side asked for

  bool operator==(const AttemptResult&) const = default;
};

enum class AttemptOutcome { in_flight, sent, try_again, refused, unknown };
constexpr Words<5> words(AttemptOutcome) {
  return {"in_flight", "sent", "try_again", "refused", "unknown"};
}

// One network try of a delivery.
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

// What came of starting an attempt, and of its result.
enum class StartOutcome { started, not_due, superseded };
enum class RecordOutcome { sent, retrying, refused, expired, superseded };
constexpr Words<5> words(RecordOutcome) {
  return {"sent", "retrying", "refused", "expired", "superseded"};
}

// A notification on its way to one target.
struct Delivery {
  // An attempt list is for people; older ones are counted, not kept.
  static constexpr std::size_t attempts_kept = 20;
  // After this long nobody is helped by the message any more.
  static constexpr Duration lifetime = std::chrono::hours{24};
  // An attempt has ended by then, whatever it came to: notifiers give it 10 s.
  static constexpr Duration max_attempt = std::chrono::seconds{11};

  Target target;
  std::optional<Target> meant_for;  // when the target is the fallback of another one
  DeliveryStatus status = DeliveryStatus::pending;
  std::uint32_t attempt_count = 0;
  std::vector<Attempt> attempts;   // the last ones
  bool possibly_repeated = false;  // an attempt ended without our knowing how
  bool has_slot = false;           // the next attempt has its place within the rate limit
  Time gives_up_at;
  Time next_attempt_at;

  bool is_live() const {
    return status == DeliveryStatus::pending || status == DeliveryStatus::sending;
  }

  bool is_in_flight() const {
    return !attempts.empty() && attempts.back().outcome == AttemptOutcome::in_flight;
  }

  // Nothing will happen to it any more.
  bool has_ended() const { return !is_live() && !is_in_flight(); }

  // May the next attempt begin?
  StartOutcome may_start(Time now) const;

  // Begins an attempt, which may_start has allowed.
  void start(Time now);

  // The result of the attempt with that number; an older one changes nothing. `spread`, 0 … 1, is
  // what keeps retries apart.
  RecordOutcome record(std::uint32_t attempt, const AttemptResult& result, double spread, Time now);

  // The next attempt waits: for its slot, or for what else is on its way to the same address.
  void postpone(Time until, bool to_slot);

  // The channel is out of order until then at least. What is not urgent asks the less often, the
  // longer it has waited. False when that was too long: it is given up for that reason.
  bool wait_for_channel(Time until, bool is_urgent, const std::string& why, Time now);

  // Another target is told in place of the one it was meant for, which is not tried again.
  void divert(Target fallback, Time now);

  // The process ended while an attempt was in flight: nobody knows whether it arrived.
  void lose_track(Time now);

  // Nobody needs to hear of it any more. One in flight is not called back, but not tried again.
  void cancel();

  // Somebody wants it tried again although it was given up: who it was meant for, for another
  // lifetime.
  void revive(Time now);

  bool operator==(const Delivery&) const = default;
};

// To that target, from now on.
Delivery delivery_to(Target target, Time now);

// How long to wait after so many failed attempts: 1, 2, 4, 8, 15, 30, 60 s, then every 60 s, each
// ±20 % by a spread of 0 … 1.
Duration retry_delay(std::uint32_t attempts, double spread);

}  // namespace tocsin::domain
