#include "application/alerting/receive_alert.hpp"

#include <utility>

#include "application/kernel/transaction.hpp"

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

ReceiveAlert::ReceiveAlert(ports::UnitOfWork& work,
                           ports::Services& services,
                           ports::AlertRepository& alerts,
                           RepeatAlert& repeat_alert,
                           Pager& pager,
                           Announcer& announcer,
                           ports::Timeline& timeline,
                           ports::IdGenerator& ids,
                           ports::Metrics& metrics,
                           const ports::Clock& clock)
    : work_(work),
      services_(services),
      alerts_(alerts),
      repeat_alert_(repeat_alert),
      pager_(pager),
      announcer_(announcer),
      timeline_(timeline),
      ids_(ids),
      metrics_(metrics),
      clock_(clock) {}

Result<ReceiveAlert::Answer> ReceiveAlert::operator()(const Command& command) {
  Transaction transaction{work_};

  const auto service = services_.find(command.tenant, command.service);
  if (!service) return Failure{service.error()};
  if (!*service) {
    return fail(ErrorKind::not_found, "there is no service \"" + command.service.value + "\"");
  }

  const auto now = clock_.now();
  auto event = event_of(command);
  auto known =
      alerts_.find_open({command.tenant.value, {}, command.service.value, command.dedup_key});
  if (!known) return Failure{known.error()};
  if (*known) {
    const auto repeated = repeat(std::move(**known), event, command, **service, now);
    if (!repeated) return repeated;
    return transaction.commit(*repeated);
  }

  const domain::AlertId id{ids_.next()};
  if (event.dedup_key.empty()) event.dedup_key = to_text(id);
  auto alert = open_alert(id, event, command.service, now);
  timeline_.add({alert.tenant, alert.id, now, Change::opened, "sent to its service", command.by});
  metrics_.count(Counter::alerts_opened);
  const auto announced = announcer_.opened(alert, nullptr, now);
  if (!announced) return Failure{announced.error()};
  const auto outcome = pager_.receive(alert, now);
  if (!outcome) return Failure{outcome.error()};

  alerts_.save(std::move(alert));
  return transaction.commit(Answer{id, *outcome});
}

Result<ReceiveAlert::Answer> ReceiveAlert::repeat(Alert alert,
                                                  const Event& event,
                                                  const Command& command,
                                                  const Service& service,
                                                  Time now) {
  if (repeat_alert_(alert, event, command.by, now) == RepeatOutcome::paged_again) {
    return Answer{alert.id, PageOutcome::paged};
  }
  const auto suppressed = pager_.suppress(alert, service, now);
  if (!suppressed) return Failure{suppressed.error()};
  return Answer{alert.id, PageOutcome::suppressed};
}

}  // namespace tocsin::application
