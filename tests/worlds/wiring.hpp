#pragma once

#include <optional>

#include "application/alerting/acknowledge_alert.hpp"
#include "application/alerting/announcer.hpp"
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
#include "application/paging/pager.hpp"
#include "application/paging/time_out_acknowledgement.hpp"
#include "application/subscriptions/match_subscriptions.hpp"
#include "application/workflows/run_outcomes.hpp"
#include "domain/delivery/delivery_gate.hpp"

namespace tocsin::tests {

// The use cases that an alert sets in motion, from its event to the attempts of its pages. The one
// place in which tests put them together: over fakes (FakePorts), mocks (MockPorts) or a working
// set (ProcessPorts), whose members have the same names.
struct Wiring {
  template <typename Ports>
  Wiring(Ports& p, std::optional<domain::Target> fallback)
      : match_subscriptions(p.subscriptions, p.clients, p.outbox, p.ids, p.metrics),
        announcer(match_subscriptions, p.outbox, p.ids),
        pager(p.services,
              p.policies,
              p.alerts,
              p.timers,
              p.outbox,
              p.timeline,
              p.ids,
              p.metrics,
              std::move(fallback)),
        time_out_acknowledgement(p.work, p.alerts, p.timers, pager, p.clock),
        repeat_alert(p.alerts, pager, p.timeline, p.metrics),
        group_alert(p.alerts,
                    p.grouping_rules,
                    p.early_resolves,
                    repeat_alert,
                    pager,
                    announcer,
                    p.timeline,
                    p.ids,
                    p.metrics),
        raise_alert(p.services,
                    p.alerts,
                    repeat_alert,
                    pager,
                    announcer,
                    p.timeline,
                    p.ids,
                    p.metrics),
        receive_alert(p.work,
                      p.services,
                      p.alerts,
                      repeat_alert,
                      pager,
                      announcer,
                      p.timeline,
                      p.ids,
                      p.metrics,
                      p.clock),
        acknowledge_alert(p.work, p.alerts, pager, announcer, p.timeline, p.metrics, p.clock),
        resolve_alert(p.work,
                      p.alerts,
                      p.managers,
                      pager,
                      announcer,
                      p.timeline,
                      p.metrics,
                      p.clock),
        ingest_event(p.work,
                     p.managers,
                     p.receipts,
                     p.alerts,
                     p.early_resolves,
                     group_alert,
                     acknowledge_alert,
                     resolve_alert,
                     p.metrics,
                     p.clock),
        receive_healthy_event(p.work, p.services, p.alerts, pager, resolve_alert, p.clock),
        wanted(p.alerts, p.subscriptions, p.clients, p.runs),
        incidents(p.alerts, p.runs),
        run_outcomes(p.runs, p.metrics),
        delivery_failures(pager, run_outcomes, fallbacks, p.timeline, p.metrics),
        start_attempt(p.work, p.outbox, wanted, gate, delivery_failures, incidents, p.clock),
        record_attempt(p.work,
                       p.outbox,
                       delivery_failures,
                       run_outcomes,
                       gate,
                       p.timeline,
                       p.metrics,
                       p.clock),
        recover_attempts(p.work, p.outbox, p.clock),
        retry_notification(p.work, p.outbox, p.subscriptions, p.clock) {}

  application::MatchSubscriptions match_subscriptions;
  application::Announcer announcer;
  application::Pager pager;
  application::TimeOutAcknowledgement time_out_acknowledgement;
  application::RepeatAlert repeat_alert;
  application::GroupAlert group_alert;
  application::RaiseAlert raise_alert;
  application::ReceiveAlert receive_alert;
  application::AcknowledgeAlert acknowledge_alert;
  application::ResolveAlert resolve_alert;
  application::IngestEvent ingest_event;
  application::ReceiveHealthyEvent receive_healthy_event;
  domain::DeliveryGate gate{domain::GateSettings{}};
  application::Fallbacks fallbacks;
  application::StillWanted wanted;
  application::OpenedIncidents incidents;
  application::RunOutcomes run_outcomes;
  application::DeliveryFailures delivery_failures;
  application::StartAttempt start_attempt;
  application::RecordAttempt record_attempt;
  application::RecoverAttempts recover_attempts;
  application::RetryNotification retry_notification;
};

}  // namespace tocsin::tests
