#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>

#include "application/alerting/acknowledge_alert.hpp"
#include "application/alerting/ingest_event.hpp"
#include "application/alerting/receive_alert.hpp"
#include "application/alerting/receive_healthy_event.hpp"
#include "application/alerting/resolve_alert.hpp"
#include "application/delivery/record_attempt.hpp"
#include "application/delivery/retry_notification.hpp"
#include "application/kernel/configured.hpp"
#include "application/logs/evaluate_log_rules.hpp"
#include "application/paging/time_out_acknowledgement.hpp"
#include "application/subscriptions/add_endpoint.hpp"
#include "application/subscriptions/change_endpoint.hpp"
#include "application/subscriptions/change_subscription.hpp"
#include "application/subscriptions/receive_announcement.hpp"
#include "application/subscriptions/remove_endpoint.hpp"
#include "application/subscriptions/remove_subscription.hpp"
#include "application/workflows/cancel_job.hpp"
#include "application/workflows/receive_signal.hpp"
#include "application/workflows/remove_workflow.hpp"
#include "application/workflows/schedule_job.hpp"
#include "application/workflows/toggle_workflow.hpp"
#include "domain/subscriptions/client.hpp"
#include "ports/store/journal.hpp"

namespace tocsin::simulation {

// What somebody asks to be configured.
template <typename Entity>
struct Save {
  Entity draft;
};
template <typename Entity>
struct Remove {
  domain::TenantId tenant;
  typename Entity::Id id;
};
struct EnableClient {
  domain::TenantId tenant;
  domain::ClientId client;
  bool is_enabled = true;
};
struct Subscribe {
  domain::Subscription draft;
};

using SavePolicy = Save<domain::EscalationPolicy>;
using SaveService = Save<domain::Service>;
using SaveManager = Save<domain::EventManager>;
using SaveRule = Save<domain::GroupingRule>;
using SaveClient = Save<domain::Client>;
using SaveWorkflow = Save<domain::Workflow>;
using SaveLogRule = Save<domain::LogRule>;
using RemovePolicy = Remove<domain::EscalationPolicy>;
using RemoveService = Remove<domain::Service>;
using RemoveManager = Remove<domain::EventManager>;
using RemoveClient = Remove<domain::Client>;

// Everything that comes from outside.
using Command = std::variant<application::IngestEvent::Command,
                             application::ReceiveAlert::Command,
                             application::ReceiveHealthyEvent::Command,
                             application::AcknowledgeAlert::Command,
                             application::ResolveAlert::Command,
                             application::TimeOutAcknowledgement::Command,
                             application::RecordAttempt::Command,
                             application::RetryNotification::Command,
                             SavePolicy,
                             SaveService,
                             SaveManager,
                             SaveRule,
                             RemovePolicy,
                             RemoveService,
                             RemoveManager,
                             application::ReceiveAnnouncement::Command,
                             SaveClient,
                             RemoveClient,
                             EnableClient,
                             Subscribe,
                             application::ChangeSubscription::Command,
                             application::RemoveSubscription::Command,
                             application::AddEndpoint::Command,
                             application::ChangeEndpoint::Command,
                             application::RemoveEndpoint::Command,
                             application::ReceiveSignal::Command,
                             SaveWorkflow,
                             application::ToggleWorkflow::Command,
                             application::RemoveWorkflow::Command,
                             application::ScheduleJob::Command,
                             application::CancelJob::Command,
                             SaveLogRule,
                             application::EvaluateLogRules::Command>;

// What a command was answered.
struct Answered {
  std::optional<ErrorKind> error;
  std::optional<domain::EventAnswer> event;
  std::optional<domain::AlertId> alert;
  std::optional<domain::Subscription> subscription;
  std::optional<domain::EndpointId> endpoint;
  std::optional<domain::SignalAnswer> signal;
  std::optional<domain::ScheduledJob> job;
  std::optional<application::EvaluateLogRules::Outcome> lines;

  bool operator==(const Answered&) const = default;
};

// One command that was decided: in the order of the journal this is all that ever happened.
struct Fact {
  ports::JournalEntry entry;
  domain::Duration ran{};          // since the process began, on the monotonic clock
  std::optional<Command> command;  // of one that came from outside
  Answered answered;
};

// What the body of a command from outside is in the journal: the number of its request.
std::string body_of(std::size_t request);
std::optional<std::size_t> request_of(const Fact& fact);

}  // namespace tocsin::simulation
