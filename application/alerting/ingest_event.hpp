#pragma once

#include <string>

#include "application/alerting/acknowledge_alert.hpp"
#include "application/alerting/group_alert.hpp"
#include "application/alerting/resolve_alert.hpp"
#include "domain/alerting/event.hpp"
#include "domain/alerting/event_answer.hpp"
#include "domain/kernel/result.hpp"
#include "ports/alerting/alert_repository.hpp"
#include "ports/alerting/configuration.hpp"
#include "ports/alerting/early_resolves.hpp"
#include "ports/alerting/event_receipts.hpp"
#include "ports/kernel/clock.hpp"
#include "ports/kernel/metrics.hpp"
#include "ports/store/unit_of_work.hpp"

namespace tocsin::application {

// Somebody's monitoring tells of a trouble, of its acknowledgement or of its end.
class IngestEvent {
 public:
  struct Command {
    domain::Event event;
    std::string by;
  };

  IngestEvent(ports::UnitOfWork& work,
              ports::EventManagers& managers,
              ports::EventReceipts& receipts,
              ports::AlertRepository& alerts,
              ports::EarlyResolves& early_resolves,
              GroupAlert& group_alert,
              AcknowledgeAlert& acknowledge_alert,
              ResolveAlert& resolve_alert,
              ports::Metrics& metrics,
              const ports::Clock& clock);

  Result<domain::EventAnswer> operator()(const Command& command);

 private:
  Result<domain::EventAnswer> decide(const Command& command,
                                     const domain::EventManager& manager,
                                     domain::Time now);
  Result<domain::EventAnswer> acknowledge(const Command& command, domain::Time now);
  Result<domain::EventAnswer> resolve(const Command& command, domain::Time now);

  ports::UnitOfWork& work_;
  ports::EventManagers& managers_;
  ports::EventReceipts& receipts_;
  ports::AlertRepository& alerts_;
  ports::EarlyResolves& early_resolves_;
  GroupAlert& group_alert_;
  AcknowledgeAlert& acknowledge_alert_;
  ResolveAlert& resolve_alert_;
  ports::Metrics& metrics_;
  const ports::Clock& clock_;
};

}  // namespace tocsin::application
