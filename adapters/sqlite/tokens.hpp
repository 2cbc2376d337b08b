#pragma once

#include <array>
#include <cassert>
#include <cstddef>
#include <optional>
#include <string_view>

#include "domain/alert.hpp"
#include "domain/event_answer.hpp"
#include "domain/notification.hpp"
#include "domain/timeline_entry.hpp"

namespace tocsin::adapters::sqlite {

// How enumerators are written in the database, in their order in the domain. What is written
// stays readable for ever: a name is never changed or used for something else.
template <typename Enum>
inline constexpr std::array<std::string_view, 0> tokens_of{};

template <>
inline constexpr std::array<std::string_view, 3> tokens_of<domain::AlertStatus>{"active",
                                                                                "acknowledged",
                                                                                "resolved"};
template <>
inline constexpr std::array<std::string_view, 2> tokens_of<domain::AlertType>{"parent", "child"};

template <>
inline constexpr std::array<std::string_view, 4> tokens_of<domain::EscalationState>{"escalating",
                                                                                    "acknowledged",
                                                                                    "exhausted",
                                                                                    "no_policy"};
template <>
inline constexpr std::array<std::string_view, 5> tokens_of<domain::Channel>{"email",
                                                                            "sms",
                                                                            "slack",
                                                                            "webhook",
                                                                            "console"};

template <>
inline constexpr std::array<std::string_view, 3> tokens_of<domain::NotificationKind>{
    "page",
    "alert_opened",
    "alert_resolved"};

template <>
inline constexpr std::array<std::string_view, 5> tokens_of<domain::NotificationStatus>{"pending",
                                                                                       "sending",
                                                                                       "sent",
                                                                                       "failed",
                                                                                       "cancelled"};

template <>
inline constexpr std::array<std::string_view, 5> tokens_of<domain::AttemptOutcome>{"in_flight",
                                                                                   "sent",
                                                                                   "try_again",
                                                                                   "refused",
                                                                                   "unknown"};

template <>
inline constexpr std::array<std::string_view, 10> tokens_of<domain::EventOutcome>{
    "opened",
    "joined",
    "repeated",
    "overtaken",
    "acknowledged",
    "already_acknowledged",
    "resolved",
    "resolve_requested",
    "stale",
    "no_open_alert"};

template <>
inline constexpr std::array<std::string_view, 17> tokens_of<domain::Change>{"opened",
                                                                            "joined_group",
                                                                            "child_joined",
                                                                            "paged",
                                                                            "escalated",
                                                                            "exhausted",
                                                                            "suppressed",
                                                                            "nobody_to_page",
                                                                            "acknowledged",
                                                                            "paged_again",
                                                                            "resolve_requested",
                                                                            "resolve_withdrawn",
                                                                            "resolved",
                                                                            "took_over",
                                                                            "severity_rose",
                                                                            "notification_sent",
                                                                            "notification_failed"};

template <typename Enum>
std::string_view token_of(Enum value) {
  const auto index = static_cast<std::size_t>(value);
  assert(index < tokens_of<Enum>.size());
  return tokens_of<Enum>[index];
}

template <typename Enum>
std::optional<Enum> from_token(std::string_view token) {
  for (std::size_t index = 0; index < tokens_of<Enum>.size(); ++index) {
    if (tokens_of<Enum>[index] == token) return static_cast<Enum>(index);
  }
  return std::nullopt;
}

}  // namespace tocsin::adapters::sqlite
