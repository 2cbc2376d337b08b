#pragma once

#include <optional>

#include "adapters/memory/store.hpp"
#include "application/alerting/acknowledge_alert.hpp"
#include "application/alerting/announcer.hpp"
#include "application/alerting/configure_event_managers.hpp"
#include "application/alerting/configure_grouping_rules.hpp"
#include "application/alerting/group_alert.hpp"
#include "application/alerting/ingest_event.hpp"
#include "application/alerting/raise_alert.hpp"
#include "application/alerting/receive_alert.hpp"
#include "application/alerting/receive_healthy_event.hpp"
#include "application/alerting/repeat_alert.hpp"
#include "application/alerting/resolve_alert.hpp"
#include "application/delivery/delivery_failures.hpp"
#include "application/delivery/fallbacks.hpp"
#include "application/delivery/opened_incidents.hpp"
#include "application/delivery/record_attempt.hpp"
#include "application/delivery/recover_attempts.hpp"
#include "application/delivery/retry_notification.hpp"
#include "application/delivery/start_attempt.hpp"
#include "application/delivery/still_wanted.hpp"
#include "application/logs/checkpoint_log_windows.hpp"
#include "application/logs/compiled_log_rules.hpp"
#include "application/logs/configure_log_rules.hpp"
#include "application/logs/evaluate_log_rules.hpp"
#include "application/logs/seed_log_rules.hpp"
#include "application/paging/configure_escalation_policies.hpp"
#include "application/paging/configure_services.hpp"
#include "application/paging/pager.hpp"
#include "application/paging/time_out_acknowledgement.hpp"
#include "application/subscriptions/configure_clients.hpp"
#include "application/subscriptions/configure_endpoints.hpp"
#include "application/subscriptions/configure_subscriptions.hpp"
#include "application/subscriptions/match_subscriptions.hpp"
#include "application/subscriptions/receive_announcement.hpp"
#include "application/workflows/advance_runs.hpp"
#include "application/workflows/configure_workflows.hpp"
#include "application/workflows/fire_jobs.hpp"
#include "application/workflows/look_at_watches.hpp"
#include "application/workflows/receive_signal.hpp"
#include "application/workflows/run_outcomes.hpp"
#include "application/workflows/schedule_jobs.hpp"
#include "application/workflows/workflow_runner.hpp"
#include "domain/delivery/delivery_gate.hpp"
#include "ports/kernel/clock.hpp"
#include "ports/kernel/id_generator.hpp"
#include "ports/kernel/metrics.hpp"
#include "ports/logs/regexes.hpp"

namespace tocsin {

// What an operator has decided about telling people.
struct DeliverySettings {
  std::optional<domain::Target> fallback_target;  // told when an alert has nobody to page
  domain::GateSettings gate;
  application::Fallbacks fallbacks;
  // Troubles of linked services within it are told as one.
  domain::Duration correlation_window = application::RaiseAlert::default_correlation_window;
};

// The application over the working set: every use case that changes something, wired. The members
// are in the order in which they need each other.
struct UseCases {
  UseCases(adapters::memory::Store& store,
           const ports::Clock& clock,
           ports::IdGenerator& ids,
           ports::Regexes& regexes,
           ports::Metrics& metrics,
           DeliverySettings settings);

  application::Fallbacks fallbacks;
  domain::DeliveryGate gate;
  application::Pager pager;
  application::MatchSubscriptions match_subscriptions;
  application::Announcer announcer;
  application::RepeatAlert repeat_alert;
  application::GroupAlert group_alert;
  application::AcknowledgeAlert acknowledge_alert;
  application::ResolveAlert resolve_alert;
  application::IngestEvent ingest_event;
  application::ReceiveAlert receive_alert;
  application::ReceiveAnnouncement receive_announcement;
  application::ReceiveHealthyEvent receive_healthy_event;
  application::RaiseAlert raise_alert;
  application::CompiledLogRules compiled_log_rules;
  application::EvaluateLogRules evaluate_log_rules;
  application::CheckpointLogWindows checkpoint_log_windows;
  application::SeedLogRules seed_log_rules;
  application::TimeOutAcknowledgement time_out_acknowledgement;
  application::WorkflowRunner workflow_runner;
  application::ReceiveSignal receive_signal;
  application::LookAtWatches look_at_watches;
  application::AdvanceRuns advance_runs;
  application::FireJobs fire_jobs;
  application::ScheduleJobs schedule_jobs;
  application::StillWanted wanted;
  application::OpenedIncidents incidents;
  application::RunOutcomes run_outcomes;
  application::DeliveryFailures delivery_failures;
  application::StartAttempt start_attempt;
  application::RecordAttempt record_attempt;
  application::RecoverAttempts recover_attempts;
  application::RetryNotification retry_notification;
  application::ConfigureServices configure_services;
  application::ConfigureEscalationPolicies configure_escalation_policies;
  application::ConfigureEventManagers configure_event_managers;
  application::ConfigureGroupingRules configure_grouping_rules;
  application::ConfigureLogRules configure_log_rules;
  application::ConfigureClients configure_clients;
  application::ConfigureSubscriptions configure_subscriptions;
  application::ConfigureEndpoints configure_endpoints;
  application::ConfigureWorkflows configure_workflows;
};

}  // namespace tocsin
