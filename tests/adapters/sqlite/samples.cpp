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
  alert.escalation = Escalation{std::move(policy), EscalationState::acknowledged, 1, 2, 42, 5};
  alert.incidents = std::vector<Incident>{{{"pd \"1\"", Channel::pagerduty, "key"}, {}},
                                          {{"", Channel::pagerduty, "other"}, {"globex"}}};
  alert.acknowledgement = Mark{hard_text, noon + 1min};
  alert.resolution = Mark{"", noon + 2min};
  alert.updated_at = noon + 2min;
  alert.occurred_at = noon - 1h;
  return alert;
}

Alert resolved_alert(std::uint64_t n) {
  auto alert = plain_alert(n);
  alert.resolution = Mark{"bob", alert.opened_at + 1min};
  return alert;
}

Notification plain_notification(std::uint64_t n) {
  Notification notification;
  notification.id = nth<NotificationId>(n);
  notification.tenant = acme;
  notification.alert = nth<AlertId>(1);
  notification.created_at = noon;
  return notification;
}

Notification pending_notification(std::uint64_t n) {
  auto notification = plain_notification(n);
  notification.deliveries = {delivery_to({"alice", Channel::email, "alice@example.org"}, noon)};
  return notification;
}

Notification ended_notification(std::uint64_t n, DeliveryStatus how) {
  auto notification = pending_notification(n);
  notification.deliveries[0].status = how;
  return notification;
}

Notification full_notification() {
  auto notification = plain_notification(99);
  notification.kind = NotificationKind::alert_resolved;
  notification.level = 3;
  notification.epoch = 4'000'000'000U;
  notification.client.value = hard_text;
  notification.subscriptions = {nth<SubscriptionId>(7), nth<SubscriptionId>(8)};
  notification.about = {{"payments"},
                        {"billing"},
                        "key",
                        hard_text,
                        *Severity::parse("critical"),
                        AlertStatus::acknowledged,
                        AlertType::child,
                        12,
                        noon - 1s,
                        hard_text,
                        "disk full",
                        {{"details.host", "h1"}, {hard_text, ""}}};
  Delivery diverted =
      delivery_to({"bob \"b\"", Channel::webhook, "https://a.example/?a='2'"}, noon);
  diverted.meant_for = Target{hard_text, Channel::slack, hard_text};
  diverted.status = DeliveryStatus::sending;
  diverted.attempt_count = 25;
  diverted.attempts = {{noon, AttemptOutcome::try_again, hard_text},
                       {noon + 1s, AttemptOutcome::unknown, ""},
                       {noon + 2s, AttemptOutcome::in_flight, ""}};
  diverted.possibly_repeated = true;
  diverted.next_attempt_at = noon + 3s;
  Delivery waiting = delivery_to({"", Channel::console, ""}, noon + 5s);
  waiting.has_slot = true;
  Delivery failed = delivery_to({"carol", Channel::pagerduty, "key"}, noon);
  failed.status = DeliveryStatus::failed;
  failed.attempt_count = 1;
  failed.attempts = {{noon, AttemptOutcome::refused, "no"}};
  notification.deliveries = {diverted, waiting, failed};
  return notification;
}

Client client(const std::string& id) { return {acme, {id}, hard_text, false, noon, noon + 1ms}; }

Subscription plain_subscription(std::uint64_t n) {
  Subscription subscription;
  subscription.tenant = acme;
  subscription.id = nth<SubscriptionId>(n);
  subscription.client.value = "team-a";
  subscription.pattern.severity = "HIGH";
  subscription.created_at = noon;
  subscription.updated_at = noon;
  return subscription;
}

Subscription full_subscription(std::uint64_t n) {
  auto subscription = plain_subscription(n);
  subscription.client.value = hard_text;
  subscription.pattern = {"LOW", hard_text, "名前"};
  subscription.enabled = false;
  subscription.version = 4'000'000'000'000U;
  subscription.endpoints = {
      {nth<EndpointId>(1), Channel::pagerduty, hard_text, false, noon, noon + 1ms},
      {nth<EndpointId>(2), Channel::email, "a@example.org", true, noon - 1s, noon}};
  subscription.updated_at = noon + 1h;
  return subscription;
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
