#include "adapters/http/words.hpp"

#include <array>
#include <initializer_list>

namespace tocsin::adapters::http {

using application::PageOutcome;
using domain::Action;
using domain::AlertStatus;
using domain::AlertType;
using domain::AttemptOutcome;
using domain::Change;
using domain::Channel;
using domain::EscalationState;
using domain::EventOutcome;
using domain::NotificationKind;
using domain::NotificationStatus;

namespace {

template <typename Enum>
std::optional<Enum> one_of(std::initializer_list<Enum> all, std::string_view word) {
  for (const auto candidate : all) {
    if (word_for(candidate) == word) return candidate;
  }
  return std::nullopt;
}

}  // namespace

std::string_view word_for(AlertStatus status) {
  switch (status) {
    case AlertStatus::active: return "active";
    case AlertStatus::acknowledged: return "acknowledged";
    case AlertStatus::resolved: return "resolved";
  }
  __builtin_unreachable();
}

std::string_view word_for(AlertType type) {
  switch (type) {
    case AlertType::parent: return "parent";
    case AlertType::child: return "child";
  }
  __builtin_unreachable();
}

std::string_view word_for(Channel channel) {
  switch (channel) {
    case Channel::email: return "email";
    case Channel::sms: return "sms";
    case Channel::slack: return "slack";
    case Channel::webhook: return "webhook";
    case Channel::console: return "console";
  }
  __builtin_unreachable();
}

std::string_view word_for(Change change) {
  switch (change) {
    case Change::opened: return "opened";
    case Change::joined_group: return "joined_group";
    case Change::child_joined: return "child_joined";
    case Change::paged: return "paged";
    case Change::escalated: return "escalated";
    case Change::exhausted: return "exhausted";
    case Change::suppressed: return "suppressed";
    case Change::nobody_to_page: return "nobody_to_page";
    case Change::acknowledged: return "acknowledged";
    case Change::paged_again: return "paged_again";
    case Change::resolve_requested: return "resolve_requested";
    case Change::resolve_withdrawn: return "resolve_withdrawn";
    case Change::resolved: return "resolved";
    case Change::took_over: return "took_over";
    case Change::severity_rose: return "severity_rose";
    case Change::notification_sent: return "notification_sent";
    case Change::notification_failed: return "notification_failed";
  }
  __builtin_unreachable();
}

std::string_view word_for(EscalationState state) {
  switch (state) {
    case EscalationState::escalating: return "escalating";
    case EscalationState::acknowledged: return "acknowledged";
    case EscalationState::exhausted: return "exhausted";
    case EscalationState::no_policy: return "no_policy";
  }
  __builtin_unreachable();
}

std::string_view word_for(EventOutcome outcome) {
  switch (outcome) {
    case EventOutcome::opened: return "opened";
    case EventOutcome::joined: return "joined";
    case EventOutcome::repeated: return "repeated";
    case EventOutcome::overtaken: return "overtaken";
    case EventOutcome::acknowledged: return "acknowledged";
    case EventOutcome::already_acknowledged: return "already_acknowledged";
    case EventOutcome::resolved: return "resolved";
    case EventOutcome::resolve_requested: return "resolve_requested";
    case EventOutcome::stale: return "stale";
    case EventOutcome::no_open_alert: return "no_open_alert";
  }
  __builtin_unreachable();
}

std::string_view word_for(NotificationKind kind) {
  switch (kind) {
    case NotificationKind::page: return "page";
    case NotificationKind::alert_opened: return "alert_opened";
    case NotificationKind::alert_resolved: return "alert_resolved";
  }
  __builtin_unreachable();
}

std::string_view word_for(NotificationStatus status) {
  switch (status) {
    case NotificationStatus::pending: return "pending";
    case NotificationStatus::sending: return "sending";
    case NotificationStatus::sent: return "sent";
    case NotificationStatus::failed: return "failed";
    case NotificationStatus::cancelled: return "cancelled";
  }
  __builtin_unreachable();
}

std::string_view word_for(AttemptOutcome outcome) {
  switch (outcome) {
    case AttemptOutcome::in_flight: return "in_flight";
    case AttemptOutcome::sent: return "sent";
    case AttemptOutcome::try_again: return "try_again";
    case AttemptOutcome::refused: return "refused";
    case AttemptOutcome::unknown: return "unknown";
  }
  __builtin_unreachable();
}

std::string_view word_for(PageOutcome outcome) {
  switch (outcome) {
    case PageOutcome::paged: return "paged";
    case PageOutcome::suppressed: return "suppressed";
    case PageOutcome::no_policy: return "no_policy";
  }
  __builtin_unreachable();
}

std::optional<Action> action_from(std::string_view word) {
  if (word == "trigger") return Action::trigger;
  if (word == "acknowledge") return Action::acknowledge;
  if (word == "resolve") return Action::resolve;
  return std::nullopt;
}

std::optional<AlertStatus> alert_status_from(std::string_view word) {
  return one_of({AlertStatus::active, AlertStatus::acknowledged, AlertStatus::resolved}, word);
}

std::optional<AlertType> alert_type_from(std::string_view word) {
  return one_of({AlertType::parent, AlertType::child}, word);
}

std::optional<Channel> channel_from(std::string_view word) {
  if (word == "SMS") return Channel::sms;
  for (const auto channel : domain::channels) {
    if (word_for(channel) == word) return channel;
  }
  return std::nullopt;
}

std::optional<NotificationStatus> notification_status_from(std::string_view word) {
  return one_of({NotificationStatus::pending,
                 NotificationStatus::sending,
                 NotificationStatus::sent,
                 NotificationStatus::failed,
                 NotificationStatus::cancelled},
                word);
}

}  // namespace tocsin::adapters::http
