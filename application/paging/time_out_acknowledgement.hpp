#pragma once

#include <cstdint>
#include <string_view>

#include "application/kernel/surroundings.hpp"
#include "application/paging/pager.hpp"
#include "application/paging/ports.hpp"
#include "domain/alerting/alert.hpp"
#include "domain/kernel/result.hpp"

namespace tocsin::application {

// Nobody has acknowledged in time: the next level is paged. A timeout of an epoch that is over
// does nothing, so a late or doubled one can never page.
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
