#pragma once

#include <optional>
#include <string_view>

#include "application/receive_alert.hpp"
#include "domain/alert.hpp"
#include "domain/event.hpp"
#include "domain/event_answer.hpp"
#include "domain/notification.hpp"
#include "domain/timeline_entry.hpp"

namespace tocsin::adapters::http {

// The words of the API for what the domain tells apart, and back.
std::string_view word_for(domain::AlertStatus status);
std::string_view word_for(domain::AlertType type);
std::string_view word_for(domain::Channel channel);
std::string_view word_for(domain::Change change);
std::string_view word_for(domain::EscalationState state);
std::string_view word_for(domain::EventOutcome outcome);
std::string_view word_for(domain::NotificationKind kind);
std::string_view word_for(domain::NotificationStatus status);
std::string_view word_for(domain::AttemptOutcome outcome);
std::string_view word_for(application::PageOutcome outcome);

std::optional<domain::Action> action_from(std::string_view word);
std::optional<domain::AlertStatus> alert_status_from(std::string_view word);
std::optional<domain::AlertType> alert_type_from(std::string_view word);
std::optional<domain::Channel> channel_from(std::string_view word);  // also "SMS"
std::optional<domain::NotificationStatus> notification_status_from(std::string_view word);

}  // namespace tocsin::adapters::http
