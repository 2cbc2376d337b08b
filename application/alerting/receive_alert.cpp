#include "application/alerting/receive_alert.hpp"

#include <utility>

namespace tocsin::application {

using domain::Alert;
using domain::Change;
using domain::Event;
using domain::Service;
using domain::Time;
using ports::Counter;

namespace {

Event event_of(const ReceiveAlert::Command& command) {
  Event event;
  event.tenant = command.tenant;
  event.dedup_key = command.dedup_key;
  event.summary = command.message;
  event.severity = command.severity;
  return event;
}

}  // namespace

Result<ReceiveAlert::Outcome> ReceiveAlert::handle(const Command& command) {
  Transaction transaction{around_.work};

  const auto service = ports_.services.find(command.tenant, command.service);
  if (!service) return Failure{service.error()};
  if (!*service) {
    return fail(ErrorKind::not_found, "service \"" + command.service.value + "\" not found");
  }

  const auto now = around_.clock.now();
  auto event = event_of(command);
  auto known =
      ports_.alerts.find_open({command.tenant.value, {}, command.service.value, command.dedup_key});
  if (!known) return Failure{known.error()};
  if (*known) {
    auto repeated = repeat(transaction, **known, event, command, **service, now);
    if (!repeated) return repeated;
    return transaction.commit(*repeated);
  }

  const domain::AlertId id{around_.ids.next()};
  if (event.dedup_key.empty()) event.dedup_key = to_text(id);
  auto alert = open_alert(id, event, command.service, now);
  around_.timeline.add(
      {alert.tenant, alert.id, now, Change::opened, "sent to its service", command.by});
  around_.metrics.count(Counter::alerts_opened);
  const auto announced = announcer_.opened(transaction, alert, nullptr, now);
  if (!announced) return Failure{announced.error()};
  const auto outcome = pager_.page_for(transaction, alert, now);
  if (!outcome) return Failure{outcome.error()};

  ports_.alerts.save(std::move(alert));
  return transaction.commit(Outcome{id, *outcome});
}

Result<ReceiveAlert::Outcome> ReceiveAlert::repeat(const Scope& scope,
                                                   const Alert& alert,
                                                   const Event& event,
                                                   const Command& command,
                                                   const Service& service,
                                                   Time now) {
  const auto repeated = repeater_.repeat(scope, alert, event, command.by, now);
  if (!repeated) return Failure{repeated.error()};
  if (*repeated == RepeatOutcome::paged_again) return Outcome{alert.id, PageOutcome::paged};
  const auto suppressed = pager_.suppress(scope, alert, service, now);
  if (!suppressed) return Failure{suppressed.error()};
  return Outcome{alert.id, PageOutcome::suppressed};
}

}  // namespace tocsin::application
