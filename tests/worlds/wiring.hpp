#pragma once

#include <optional>
#include <utility>

#include "application/alerting/use_cases.hpp"
#include "application/delivery/use_cases.hpp"
#include "application/kernel/transaction.hpp"
#include "application/logs/use_cases.hpp"
#include "application/paging/use_cases.hpp"
#include "application/subscriptions/use_cases.hpp"
#include "application/workflows/use_cases.hpp"
#include "tests/fakes/store.hpp"

namespace tocsin::tests {

// An open unit of work, for tests that call a step and not a use case.
struct OpenScope {
  FakeUnitOfWork work;
  application::Transaction transaction{work};

  operator const application::Scope&() const { return transaction; }  // NOLINT: converts
};

// Every use case and step, by its name: over fakes (FakePorts), mocks (MockPorts) or a working set
// (ProcessPorts), whose members have the same names.
struct Wiring {
  template <typename Ports>
  Wiring(Ports& p, std::optional<domain::Target> fallback)
      : around{p.work, p.timeline, p.metrics, p.ids, p.clock},
        log_ports{p.log_rules, p.regexes, p.log_windows, p.seeded_tenants, p.alerts},
        paging({p.services, p.policies, p.timers, p.alerts, p.outbox, p.managers, p.workflows},
               around,
               std::move(fallback)),
        subscribing({p.subscriptions, p.clients, p.announced, p.outbox}, around),
        alerting({p.alerts,
                  p.managers,
                  p.grouping_rules,
                  p.early_resolves,
                  p.receipts,
                  p.services,
                  p.outbox},
                 around,
                 paging,
                 subscribing,
                 application::AlertRaiser::default_correlation_window),
        logs(log_ports, around, alerting),
        workflow_use_cases({p.workflows,
                            p.watches,
                            p.runs,
                            p.scheduled_jobs,
                            p.signal_receipts,
                            p.services,
                            p.alerts,
                            p.outbox},
                           around,
                           alerting),
        delivery({p.outbox, p.alerts, p.subscriptions, p.clients, p.runs},
                 around,
                 paging,
                 workflow_use_cases,
                 {},
                 {}) {}
  Wiring(const Wiring&) = delete;
  Wiring& operator=(const Wiring&) = delete;

  OpenScope scope;
  application::Surroundings around;
  application::LogPorts log_ports;

  application::PagingUseCases paging;
  application::SubscriptionUseCases subscribing;
  application::AlertingUseCases alerting;
  application::LogUseCases logs;
  application::WorkflowUseCases workflow_use_cases;
  application::DeliveryUseCases delivery;

  application::Pager& pager = paging.pager;
  application::TimeOutAcknowledgement& time_out_acknowledgement = paging.time_out_acknowledgement;

  application::SubscriptionMatcher& matcher = subscribing.matcher;
  application::ReceiveAnnouncement& receive_announcement = subscribing.receive_announcement;

  application::Announcer& announcer = alerting.announcer;
  application::AlertRepeater& repeater = alerting.repeater;
  application::AlertGrouper& grouper = alerting.grouper;
  application::AlertRaiser& raiser = alerting.raiser;
  application::AlertResolver& resolver = alerting.resolver;
  application::IngestEvent& ingest_event = alerting.ingest_event;
  application::AcknowledgeAlert& acknowledge_alert = alerting.acknowledge_alert;
  application::ResolveAlert& resolve_alert = alerting.resolve_alert;
  application::ReceiveAlert& receive_alert = alerting.receive_alert;
  application::ReceiveHealthyEvent& receive_healthy_event = alerting.receive_healthy_event;

  application::CompiledLogRules& compiled_rules = logs.compiled_rules;
  application::EvaluateLogRules& evaluate = logs.evaluate_log_rules;
  application::CheckpointLogWindows& checkpoint = logs.checkpoint_log_windows;

  application::RunOutcomes& run_outcomes = workflow_use_cases.run_outcomes;
  application::WorkflowRunner& runner = workflow_use_cases.runner;
  application::ReceiveSignal& receive_signal = workflow_use_cases.receive_signal;
  application::LookAtWatches& look = workflow_use_cases.look_at_watches;
  application::AdvanceRuns& advance = workflow_use_cases.advance_runs;
  application::FireJobs& fire = workflow_use_cases.fire_jobs;

  domain::DeliveryGate& gate = delivery.gate;
  application::Fallbacks& fallbacks = delivery.fallbacks;
  application::StillWanted& wanted = delivery.still_wanted;
  application::OpenedIncidents& incidents = delivery.opened_incidents;
  application::DeliveryFailures& delivery_failures = delivery.failures;
  application::StartAttempt& start_attempt = delivery.start_attempt;
  application::RecordAttempt& record_attempt = delivery.record_attempt;
  application::RecoverAttempts& recover_attempts = delivery.recover_attempts;
  application::RetryNotification& retry_notification = delivery.retry_notification;
};

}  // namespace tocsin::tests
