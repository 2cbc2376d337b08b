#pragma once

#include <string>
#include <string_view>

#include "application/alerting/alert_repeater.hpp"
#include "application/alerting/announcer.hpp"
#include "application/alerting/ports.hpp"
#include "application/kernel/surroundings.hpp"
#include "application/kernel/transaction.hpp"
#include "application/paging/pager.hpp"
#include "domain/alerting/alert.hpp"
#include "domain/kernel/result.hpp"

namespace tocsin::application {

// Receives an alert for a service, without an event manager.
class ReceiveAlert {
 public:
  struct Command {
    domain::TenantId tenant;
    domain::ServiceId service;
    std::string message;
    domain::Severity severity;
    std::string dedup_key;  // empty: an alert of its own
    std::string by;
  };

  struct Outcome {
    domain::AlertId alert;
    PageOutcome outcome = PageOutcome::paged;

    bool operator==(const Outcome&) const = default;
  };

  static constexpr std::string_view name = "receive_alert";

  ReceiveAlert(AlertingPorts ports,
               Surroundings around,
               AlertRepeater& repeater,
               Pager& pager,
               Announcer& announcer)
      : ports_(ports), around_(around), repeater_(repeater), pager_(pager), announcer_(announcer) {}

  Result<Outcome> handle(const Command& command);

 private:
  Result<Outcome> repeat(const Scope& scope,
                         const domain::Alert& alert,
                         const domain::Event& event,
                         const Command& command,
                         const domain::Service& service,
                         domain::Time now);

  AlertingPorts ports_;
  Surroundings around_;
  AlertRepeater& repeater_;
  Pager& pager_;
  Announcer& announcer_;
};

}  // namespace tocsin::application
