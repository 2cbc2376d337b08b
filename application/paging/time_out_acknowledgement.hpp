#pragma once

#include <cstdint>
#include <string_view>

#include "application/kernel/surroundings.hpp"
#include "application/paging/pager.hpp"
#include "application/paging/ports.hpp"
#include "domain/alerting/alert.hpp"
#include "domain/kernel/result.hpp"

namespace tocsin::application {

// Pages the next level if nobody has acknowledged in time. A timeout of an earlier epoch does
// nothing, so a late or duplicate one can never page.
class TimeOutAcknowledgement {
 public:
  struct Command {
    domain::TenantId tenant;
    domain::AlertId alert;
    std::uint32_t epoch = 0;
  };
  using Outcome = domain::TimeoutOutcome;

  static constexpr std::string_view name = "time_out_acknowledgement";

  TimeOutAcknowledgement(PagingPorts ports, Surroundings around, Pager& pager)
      : ports_(ports), around_(around), pager_(pager) {}

  Result<Outcome> handle(const Command& command);

 private:
  void forget_fired_timer(domain::AlertId alert, domain::Time now);

  PagingPorts ports_;
  Surroundings around_;
  Pager& pager_;
};

}  // namespace tocsin::application
