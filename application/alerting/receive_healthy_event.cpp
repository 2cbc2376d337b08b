#include "application/alerting/receive_healthy_event.hpp"

#include <utility>

namespace tocsin::application {

using domain::Service;
using domain::Time;

Result<ReceiveHealthyEvent::Outcome> ReceiveHealthyEvent::handle(const Command& command) {
  Transaction transaction{around_.work};

  const auto found = ports_.services.find(command.tenant, command.service);
  if (!found) return Failure{found.error()};
  if (!*found) {
    return fail(ErrorKind::not_found, "service \"" + command.service.value + "\" not found");
  }
  Service service = **found;
  if (!service.outage) return service;

  const auto now = around_.clock.now();
  const auto ended = end_outage(transaction, service, now);
  if (!ended) return Failure{ended.error()};
  const auto resolved = resolve_all(transaction, command, now);
  if (!resolved) return Failure{resolved.error()};
  return transaction.commit(std::move(service));
}

// Ends the outage. Call it before the alerts are resolved one by one, so that none hands over its
// escalation to the next.
Result<Done> ReceiveHealthyEvent::end_outage(const Scope& scope, Service& service, Time now) {
  const auto holder = ports_.alerts.get(service.tenant, *service.outage);
  if (!holder) return Failure{holder.error()};

  pager_.stand_down(scope, *holder);
  service.outage.reset();
  service.updated_at = now;
  ports_.services.save(service);
  return Done{};
}

Result<Done> ReceiveHealthyEvent::resolve_all(const Scope& scope,
                                              const Command& command,
                                              Time now) {
  const auto open = ports_.alerts.open_of(command.tenant, command.service);
  if (!open) return Failure{open.error()};

  for (const auto id : *open) {
    auto alert = ports_.alerts.get(command.tenant, id);
    if (!alert) return Failure{alert.error()};
    const auto resolved = resolver_.resolve(scope,
                                            std::move(*alert),
                                            "service " + command.service.value + " is healthy",
                                            command.by,
                                            now);
    if (!resolved) return Failure{resolved.error()};
  }
  return Done{};
}

}  // namespace tocsin::application
