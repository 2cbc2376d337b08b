#pragma once

#include <utility>

#include "application/delivery/delivery_failures.hpp"
#include "application/delivery/fallbacks.hpp"
#include "application/delivery/opened_incidents.hpp"
#include "application/delivery/ports.hpp"
#include "application/delivery/record_attempt.hpp"
#include "application/delivery/recover_attempts.hpp"
#include "application/delivery/retry_notification.hpp"
#include "application/delivery/start_attempt.hpp"
#include "application/delivery/still_wanted.hpp"
#include "application/kernel/surroundings.hpp"
#include "application/paging/use_cases.hpp"
#include "application/workflows/use_cases.hpp"
#include "domain/delivery/delivery_gate.hpp"

namespace tocsin::application {

// The use cases of delivery.
struct DeliveryUseCases {
  DeliveryUseCases(DeliveryPorts ports,
                   Surroundings around,
                   PagingUseCases& paging,
                   WorkflowUseCases& workflows,
                   const domain::GateSettings& gate_settings,
                   Fallbacks fallback_targets)
      : fallbacks(std::move(fallback_targets)),
        gate(gate_settings),
        still_wanted(ports),
        opened_incidents(ports),
        failures(around, paging.pager, workflows.run_outcomes, fallbacks),
        start_attempt(ports, around, still_wanted, gate, failures, opened_incidents),
        record_attempt(ports, around, failures, workflows.run_outcomes, gate),
        recover_attempts(ports, around),
        retry_notification(ports, around) {}

  Fallbacks fallbacks;
  domain::DeliveryGate gate;
  StillWanted still_wanted;
  OpenedIncidents opened_incidents;
  DeliveryFailures failures;
  StartAttempt start_attempt;
  RecordAttempt record_attempt;
  RecoverAttempts recover_attempts;
  RetryNotification retry_notification;
};

}  // namespace tocsin::application
