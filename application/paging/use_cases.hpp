#pragma once

#include <optional>
#include <utility>

#include "application/kernel/surroundings.hpp"
#include "application/paging/pager.hpp"
#include "application/paging/ports.hpp"
#include "application/paging/remove_escalation_policy.hpp"
#include "application/paging/remove_service.hpp"
#include "application/paging/save_escalation_policy.hpp"
#include "application/paging/save_service.hpp"
#include "application/paging/time_out_acknowledgement.hpp"

namespace tocsin::application {

// The use cases of paging. `fallback` is paged for an alert that has no target.
struct PagingUseCases {
  PagingUseCases(PagingPorts ports, Surroundings around, std::optional<domain::Target> fallback)
      : pager(ports, around, std::move(fallback)),
        time_out_acknowledgement(ports, around, pager),
        save_service(ports, around),
        remove_service(ports, around),
        save_escalation_policy(ports, around),
        remove_escalation_policy(ports, around) {}

  Pager pager;
  TimeOutAcknowledgement time_out_acknowledgement;
  SaveService save_service;
  RemoveService remove_service;
  SaveEscalationPolicy save_escalation_policy;
  RemoveEscalationPolicy remove_escalation_policy;
};

}  // namespace tocsin::application
