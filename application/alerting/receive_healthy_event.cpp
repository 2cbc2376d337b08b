#include "application/alerting/receive_healthy_event.hpp"

#include <utility>

#include "application/kernel/transaction.hpp"

namespace tocsin::application {

using domain::Service;
using domain::Time;

ReceiveHealthyEvent::ReceiveHealthyEvent(ports::UnitOfWork& work,
                                         ports::Services& services,
                                         ports::AlertRepository& alerts,
                                         Pager& pager,
                                         ResolveAlert& resolve_alert,
                                         const ports::Clock& clock)
    : work_(work),
      services_(services),
      alerts_(alerts),
      pager_(pager),
      resolve_alert_(resolve_alert),
      clock_(clock) {}

Result<Service> ReceiveHealthyEvent::operator()(const Command& command) {
  Transaction transaction{work_};

  const auto found = services_.find(command.tenant, command.service);
  if (!found) return Failure{found.error()};
  if (!*found) {
    return fail(ErrorKind::not_found, "there is no service \"" + command.service.value + "\"");
  }
  Service service = **found;
  if (!service.outage) return service;

  const auto now = clock_.now();
  const auto ended = end_outage(service, now);
  if (!ended) return Failure{ended.error()};
  const auto resolved = resolve_all(command, now);
  if (!resolved) return Failure{resolved.error()};
  return transaction.commit(std::move(service));
}

// Before the alerts are resolved one by one, lest each hands its escalation to the next.
Result<Done> ReceiveHealthyEvent::end_outage(Service& service, Time now) {
  const auto holder = alerts_.get(service.tenant, *service.outage);
  if (!holder) return Failure{holder.error()};

  pager_.stand_down(*holder);
  service.outage.reset();
  service.updated_at = now;
  services_.save(service);
  return Done{};
}

Result<Done> ReceiveHealthyEvent::resolve_all(const Command& command, Time now) {
  const auto open = alerts_.open_of(command.tenant, command.service);
  if (!open) return Failure{open.error()};

  for (const auto id : *open) {
    auto alert = alerts_.get(command.tenant, id);
    if (!alert) return Failure{alert.error()};
    const auto resolved = resolve_alert_.resolve(
        std::move(*alert), "service " + command.service.value + " is healthy", command.by, now);
    if (!resolved) return Failure{resolved.error()};
  }
  return Done{};
}

}  // namespace tocsin::application
