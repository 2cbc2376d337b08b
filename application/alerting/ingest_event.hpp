#pragma once

#include <string>
#include <string_view>

#include "application/alerting/alert_acknowledger.hpp"
#include "application/alerting/alert_grouper.hpp"
#include "application/alerting/alert_resolver.hpp"
#include "application/alerting/ports.hpp"
#include "application/kernel/surroundings.hpp"
#include "application/kernel/transaction.hpp"
#include "domain/alerting/event.hpp"
#include "domain/alerting/event_answer.hpp"
#include "domain/kernel/result.hpp"

namespace tocsin::application {

// Ingests an event from a monitoring system: a problem, its acknowledgement or its end.
class IngestEvent {
 public:
  struct Command {
    domain::Event event;
    std::string by;
  };
  using Outcome = domain::EventAnswer;

  static constexpr std::string_view name = "ingest_event";

  IngestEvent(AlertingPorts ports,
              Surroundings around,
              AlertGrouper& grouper,
              AlertAcknowledger& acknowledger,
              AlertResolver& resolver)
      : ports_(ports),
        around_(around),
        grouper_(grouper),
        acknowledger_(acknowledger),
        resolver_(resolver) {}

  Result<Outcome> handle(const Command& command);

 private:
  Result<domain::EventAnswer> decide(const Scope& scope,
                                     const Command& command,
                                     const domain::EventManager& manager,
                                     domain::Time now);
  Result<domain::EventAnswer> acknowledge(const Scope& scope,
                                          const Command& command,
                                          domain::Time now);
  Result<domain::EventAnswer> resolve(const Scope& scope, const Command& command, domain::Time now);

  AlertingPorts ports_;
  Surroundings around_;
  AlertGrouper& grouper_;
  AlertAcknowledger& acknowledger_;
  AlertResolver& resolver_;
};

}  // namespace tocsin::application
