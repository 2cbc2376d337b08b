#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "domain/alert.hpp"
#include "domain/escalation_policy.hpp"

namespace tocsin::domain {

enum class NotificationKind { page, alert_opened, alert_resolved };
enum class NotificationStatus { pending, sending, sent, failed, cancelled };

// What came of one network try, as its notifier saw it.
struct Delivery {
  enum class Verdict { sent, try_again, refused };

  Verdict verdict = Verdict::sent;
  std::string detail;                   // for people
  std::optional<Duration> retry_after;  // what the other side asked for

  bool operator==(const Delivery&) const = default;
};

enum class AttemptOutcome { in_flight, sent, try_again, refused, unknown };

// One network try of a notification.
struct Attempt {
  Time at;
  AttemptOutcome outcome = AttemptOutcome::in_flight;
  std::string detail;

  bool operator==(const Attempt&) const = default;
};

// The alert as it was when there was something to tell: what a message is made of.
struct AlertFacts {
  EventManagerId manager;
  ServiceId service;
  std::string dedup_key;
  std::string summary;
  Severity severity;
  AlertStatus status = AlertStatus::active;
  AlertType type = AlertType::parent;
  std::uint32_t child_count = 0;
  Time at;

  bool operator==(const AlertFacts&) const = default;
};

AlertFacts facts_of(const Alert& alert, Time now);

// What came of starting an attempt, and of its result.
enum class StartOutcome { started, not_due, superseded };
enum class RecordOutcome { sent, retrying, refused, expired, superseded };

// The intent to tell one target one thing. Its id is the idempotency key of every attempt, over
// retries and restarts.
struct Notification {
  // An attempt list is for people; older ones are counted, not kept.
  static constexpr std::size_t attempts_kept = 20;
  // After this long nobody is helped by the message any more.
  static constexpr Duration lifetime = std::chrono::hours{24};

  NotificationId id;
  TenantId tenant;
  AlertId alert;
  NotificationKind kind = NotificationKind::page;
  std::uint16_t level = 0;  // of a page
  Target target;
  AlertFacts about;

  NotificationStatus status = NotificationStatus::pending;
  std::uint32_t attempt_count = 0;
  std::vector<Attempt> attempts;   // the last ones
  bool possibly_repeated = false;  // an attempt ended without our knowing how
  Time created_at;
  Time next_attempt_at;

  bool is_live() const {
    return status == NotificationStatus::pending || status == NotificationStatus::sending;
  }

  bool is_in_flight() const {
    return !attempts.empty() && attempts.back().outcome == AttemptOutcome::in_flight;
  }

  // Nothing will happen to it any more.
  bool has_ended() const { return !is_live() && !is_in_flight(); }

  StartOutcome start(Time now);

  // The result of the attempt with that number; an older one changes nothing.
  RecordOutcome record(std::uint32_t attempt, const Delivery& delivery, Time now);

  // The process ended while an attempt was in flight: nobody knows whether it arrived.
  void lose_track(Time now);

  // Nobody needs to hear of it any more. One in flight is not called back, but not tried again.
  void cancel();

  bool operator==(const Notification&) const = default;
};

// How long to wait after so many failed attempts: 1, 2, 4, 8, 15, 30, 60 s, then every 60 s, each
// ±20 % by a spread of 0 … 1.
Duration retry_delay(std::uint32_t attempts, double spread);

}  // namespace tocsin::domain
