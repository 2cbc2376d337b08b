#include "tests/adapters/sqlite/samples.hpp"

#include <utility>

namespace tocsin::tests {

using namespace std::chrono_literals;
using namespace domain;

namespace {

constexpr auto hard_text = "O'Brien \"said\" \\ ; DROP TABLE alerts; -- 日本語 🚨\n\tend";

}  // namespace

EscalationPolicy policy(std::uint64_t version) {
  EscalationPolicy policy;
  policy.tenant = acme;
  policy.id.value = "on-call";
  policy.version = version;
  policy.name = hard_text;
  policy.monitored_service.value = "billing";
  policy.acknowledgement_delay = 7min;
  policy.repeat = 2;
  policy.repage_on_severity_rise = true;
  policy.levels = {
      {3min, {{"alice", Channel::email, "alice@example.org"}, {"console", Channel::console, ""}}},
      {std::nullopt, {{"bob \"b\"", Channel::sms, "+491701234567"}}},
      {std::nullopt, {}}};
  policy.created_at = noon;
  policy.updated_at = noon + 1ms;
  return policy;
}

Alert plain_alert(std::uint64_t n) {
  Alert alert;
  alert.id = nth<AlertId>(n);
  alert.tenant = acme;
  alert.manager.value = "payments";
  alert.dedup_key = "disk";
  alert.opened_at = noon + std::chrono::milliseconds{n};
  alert.updated_at = alert.opened_at;
  alert.occurred_at = alert.opened_at;
  return alert;
}

Alert full_alert(std::shared_ptr<const EscalationPolicy> policy) {
  auto alert = plain_alert(77);
  alert.service.value = "billing";
  alert.dedup_key = hard_text;
  alert.summary = hard_text;
  alert.severity = *Severity::parse("WARNING");
  alert.class_name = "disk";
  alert.fields = {{"details.host", "h1"}, {hard_text, hard_text}, {"details.host", ""}};
  alert.parent = nth<AlertId>(3);
  alert.group = Group{"class", hard_text, noon + 5min};
  alert.child_count = 4'000'000'000U;
  alert.active_children = 3;
  alert.resolve_requested = true;
  alert.event_count = 9;
  alert.suppressed_count = 8;
  alert.escalation = Escalation{std::move(policy), EscalationState::acknowledged, 1, 2, 42};
  alert.acknowledgement = Deed{hard_text, noon + 1min};
  alert.resolution = Deed{"", noon + 2min};
  alert.updated_at = noon + 2min;
  alert.occurred_at = noon - 1h;
  return alert;
}

Alert resolved_alert(std::uint64_t n) {
  auto alert = plain_alert(n);
  alert.resolution = Deed{"bob", alert.opened_at + 1min};
  return alert;
}

Notification plain_notification(std::uint64_t n) {
  Notification notification;
  notification.id = nth<NotificationId>(n);
  notification.tenant = acme;
  notification.alert = nth<AlertId>(1);
  notification.created_at = noon;
  notification.next_attempt_at = noon;
  return notification;
}

Notification full_notification() {
  auto notification = plain_notification(99);
  notification.kind = NotificationKind::alert_resolved;
  notification.level = 3;
  notification.target = {"bob", Channel::webhook, "https://example.org/?a=1&b='2'"};
  notification.about = {{"payments"},
                        {"billing"},
                        "key",
                        hard_text,
                        *Severity::parse("critical"),
                        AlertStatus::acknowledged,
                        AlertType::child,
                        12,
                        noon - 1s};
  notification.status = NotificationStatus::sending;
  notification.attempt_count = 25;
  notification.attempts = {{noon, AttemptOutcome::try_again, hard_text},
                           {noon + 1s, AttemptOutcome::unknown, ""},
                           {noon + 2s, AttemptOutcome::in_flight, ""}};
  notification.possibly_repeated = true;
  notification.next_attempt_at = noon + 3s;
  return notification;
}

TimelineEntry timeline_entry(std::uint64_t alert, std::string why) {
  return {acme, nth<AlertId>(alert), noon, Change::escalated, std::move(why), "timer"};
}

ports::JournalEntry journal_entry(Time at, std::size_t bytes) {
  return {at, {}, "", "", std::string(bytes, 'x'), ""};
}

EventReceipt receipt(std::string event_id, Time received_at) {
  return {acme,
          std::move(event_id),
          {EventOutcome::joined, nth<AlertId>(5), AlertType::child},
          received_at};
}

}  // namespace tocsin::tests
