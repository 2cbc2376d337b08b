#pragma once

#include <array>
#include <cassert>
#include <cstddef>
#include <optional>
#include <string_view>

#include "domain/alerting/alert.hpp"
#include "domain/alerting/event_answer.hpp"
#include "domain/alerting/timeline_entry.hpp"
#include "domain/delivery/circuit_breaker.hpp"
#include "domain/delivery/notification.hpp"
#include "domain/generator/generator_job.hpp"
#include "domain/logs/log_entry.hpp"
#include "domain/logs/log_rule.hpp"
#include "domain/workflows/run.hpp"
#include "domain/workflows/scheduled_job.hpp"

namespace tocsin::domain {

// The one word for each enumerator, in the order of their declaration: in the API, in messages, in
// the journal and in the database. What is written stays readable for ever, so a word is never
// changed or used for something else.
template <typename Enum>
inline constexpr std::array<std::string_view, 0> words_of{};

template <>
inline constexpr std::array<std::string_view, 3> words_of<Action>{"trigger",
                                                                  "acknowledge",
                                                                  "resolve"};

template <>
inline constexpr std::array<std::string_view, 3> words_of<AlertStatus>{"active",
                                                                       "acknowledged",
                                                                       "resolved"};

template <>
inline constexpr std::array<std::string_view, 2> words_of<AlertType>{"parent", "child"};

template <>
inline constexpr std::array<std::string_view, 3> words_of<AcknowledgeOutcome>{
    "accepted",
    "already_acknowledged",
    "already_resolved"};

template <>
inline constexpr std::array<std::string_view, 3> words_of<ResolveOutcome>{"resolved",
                                                                          "waits_for_children",
                                                                          "already_resolved"};

template <>
inline constexpr std::array<std::string_view, 4> words_of<EscalationState>{"escalating",
                                                                           "acknowledged",
                                                                           "exhausted",
                                                                           "no_policy"};

template <>
inline constexpr std::array<std::string_view, 3> words_of<TimeoutOutcome>{"escalated",
                                                                          "exhausted",
                                                                          "superseded"};

template <>
inline constexpr std::array<std::string_view, 6> words_of<Channel>{"email",
                                                                   "sms",
                                                                   "slack",
                                                                   "webhook",
                                                                   "console",
                                                                   "pagerduty"};

template <>
inline constexpr std::array<std::string_view, 3> words_of<BreakerState>{"closed",
                                                                        "open",
                                                                        "half_open"};

template <>
inline constexpr std::array<std::string_view, 7> words_of<NotificationKind>{"page",
                                                                            "alert_opened",
                                                                            "alert_resolved",
                                                                            "match",
                                                                            "incident_acknowledged",
                                                                            "incident_resolved",
                                                                            "workflow_message"};

template <>
inline constexpr std::array<std::string_view, 5> words_of<DeliveryStatus>{"pending",
                                                                          "sending",
                                                                          "sent",
                                                                          "failed",
                                                                          "cancelled"};

template <>
inline constexpr std::array<std::string_view, 6> words_of<NotificationStatus>{"pending",
                                                                              "sent",
                                                                              "partial",
                                                                              "failed",
                                                                              "cancelled",
                                                                              "suppressed"};

template <>
inline constexpr std::array<std::string_view, 5> words_of<AttemptOutcome>{"in_flight",
                                                                          "sent",
                                                                          "try_again",
                                                                          "refused",
                                                                          "unknown"};

template <>
inline constexpr std::array<std::string_view, 5> words_of<RecordOutcome>{"sent",
                                                                         "retrying",
                                                                         "refused",
                                                                         "expired",
                                                                         "superseded"};

template <>
inline constexpr std::array<std::string_view, 13> words_of<EventOutcome>{"opened",
                                                                         "joined",
                                                                         "repeated",
                                                                         "overtaken",
                                                                         "acknowledged",
                                                                         "already_acknowledged",
                                                                         "resolved",
                                                                         "resolve_requested",
                                                                         "stale",
                                                                         "no_open_alert",
                                                                         "announced",
                                                                         "already_announced",
                                                                         "unmatched"};

template <>
inline constexpr std::array<std::string_view, 16> words_of<Change>{"opened",
                                                                   "joined_group",
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

template <>
inline constexpr std::array<std::string_view, 5> words_of<JobStatus>{"pending",
                                                                     "running",
                                                                     "completed",
                                                                     "failed",
                                                                     "cancelled"};

template <>
inline constexpr std::array<std::string_view, 6> words_of<LogLevel>{"TRACE",
                                                                    "DEBUG",
                                                                    "INFO",
                                                                    "WARN",
                                                                    "ERROR",
                                                                    "FATAL"};

template <>
inline constexpr std::array<std::string_view, 5> words_of<LogRuleType>{"ERROR_THRESHOLD",
                                                                       "LATENCY_THRESHOLD",
                                                                       "ERROR_RATE",
                                                                       "PATTERN",
                                                                       "CUSTOM"};

template <>
inline constexpr std::array<std::string_view, 2> words_of<WindowType>{"tumbling", "sliding"};

template <>
inline constexpr std::array<std::string_view, 5> words_of<RunStatus>{"running",
                                                                     "waiting",
                                                                     "completed",
                                                                     "failed",
                                                                     "cancelled"};

template <>
inline constexpr std::array<std::string_view, 6> words_of<StepStatus>{"pending",
                                                                      "waiting",
                                                                      "sending",
                                                                      "done",
                                                                      "failed",
                                                                      "cancelled"};

template <>
inline constexpr std::array<std::string_view, 2> words_of<ScheduledJobType>{"workflow-resume",
                                                                            "signal"};

template <>
inline constexpr std::array<std::string_view, 3> words_of<ScheduledJobStatus>{"SCHEDULED",
                                                                              "COMPLETED",
                                                                              "CANCELLED"};

template <typename Enum>
std::string_view word_for(Enum value) {
  const auto index = static_cast<std::size_t>(value);
  assert(index < words_of<Enum>.size());
  return words_of<Enum>[index];
}

template <typename Enum>
std::optional<Enum> from_word(std::string_view word) {
  for (std::size_t index = 0; index < words_of<Enum>.size(); ++index) {
    if (words_of<Enum>[index] == word) return static_cast<Enum>(index);
  }
  return std::nullopt;
}

}  // namespace tocsin::domain
