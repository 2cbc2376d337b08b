#include "application/alerting/ingest_event.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "application/kernel/transaction.hpp"

namespace tocsin::application {

using domain::AcknowledgeOutcome;
using domain::Action;
using domain::Event;
using domain::EventAnswer;
using domain::EventManager;
using domain::EventOutcome;
using domain::EventReceipt;
using domain::ResolveOutcome;
using domain::Time;

namespace {

domain::AlertKey key_of(const Event& event) {
  return {event.tenant.value, event.manager.value, {}, event.dedup_key};
}

// Senders of two event managers may count alike. The length keeps apart what would read the same.
std::string receipt_id_of(const Event& event) {
  const auto& manager = event.manager.value;
  return std::to_string(manager.size()) + ":" + manager + ":" + event.event_id;
}

}  // namespace

IngestEvent::IngestEvent(ports::UnitOfWork& work,
                         ports::EventManagers& managers,
                         ports::EventReceipts& receipts,
                         ports::AlertRepository& alerts,
                         ports::EarlyResolves& early_resolves,
                         GroupAlert& group_alert,
                         AcknowledgeAlert& acknowledge_alert,
                         ResolveAlert& resolve_alert,
                         ports::Metrics& metrics,
                         const ports::Clock& clock)
    : work_(work),
      managers_(managers),
      receipts_(receipts),
      alerts_(alerts),
      early_resolves_(early_resolves),
      group_alert_(group_alert),
      acknowledge_alert_(acknowledge_alert),
      resolve_alert_(resolve_alert),
      metrics_(metrics),
      clock_(clock) {}

Result<EventAnswer> IngestEvent::operator()(const Command& command) {
  Transaction transaction{work_};
  const Event& event = command.event;
  const auto now = clock_.now();

  if (!event.event_id.empty()) {
    const auto receipt = receipts_.find(event.tenant, receipt_id_of(event));
    if (!receipt) return Failure{receipt.error()};
    if (*receipt && now - (*receipt)->received_at < EventReceipt::kept_for) {
      return (*receipt)->answer;
    }
  }

  const auto manager = managers_.find(event.tenant, event.manager);
  if (!manager) return Failure{manager.error()};
  if (!*manager) {
    return fail(ErrorKind::not_found,
                "there is no event manager \"" + event.manager.value + "\"",
                "/event_manager_id");
  }

  const auto answer = decide(command, **manager, now);
  if (!answer) return answer;
  if (!event.event_id.empty()) receipts_.add({event.tenant, receipt_id_of(event), *answer, now});
  return transaction.commit(*answer);
}

Result<EventAnswer> IngestEvent::decide(const Command& command,
                                        const EventManager& manager,
                                        Time now) {
  switch (command.event.action) {
    case Action::trigger: return group_alert_(command.event, manager, command.by, now);
    case Action::acknowledge: return acknowledge(command, now);
    case Action::resolve: return resolve(command, now);
  }
  __builtin_unreachable();
}

Result<EventAnswer> IngestEvent::acknowledge(const Command& command, Time now) {
  auto alert = alerts_.find_open(key_of(command.event));
  if (!alert) return Failure{alert.error()};
  if (!*alert) return EventAnswer{};

  EventAnswer answer{EventOutcome::acknowledged, (*alert)->id, (*alert)->type()};
  const auto outcome = acknowledge_alert_.acknowledge(std::move(**alert), command.by, now);
  if (!outcome) return Failure{outcome.error()};
  if (*outcome != AcknowledgeOutcome::accepted) answer.outcome = EventOutcome::already_acknowledged;
  return answer;
}

Result<EventAnswer> IngestEvent::resolve(const Command& command, Time now) {
  const Event& event = command.event;
  auto alert = alerts_.find_open(key_of(event));
  if (!alert) return Failure{alert.error()};
  if (!*alert) {
    early_resolves_.remember(
        {event.tenant, event.manager, event.dedup_key, occurred_at(event, now), now});
    metrics_.count(ports::Counter::resolves_of_nothing);
    return EventAnswer{};
  }

  EventAnswer answer{EventOutcome::resolved, (*alert)->id, (*alert)->type()};
  // A sender's clock that runs ahead must not make its own resolve look old.
  if (domain::is_stale(occurred_at(event, now), std::min((*alert)->occurred_at, now))) {
    answer.outcome = EventOutcome::stale;
    return answer;
  }
  const auto outcome = resolve_alert_.resolve(std::move(**alert), event.summary, command.by, now);
  if (!outcome) return Failure{outcome.error()};
  if (*outcome == ResolveOutcome::waits_for_children) {
    answer.outcome = EventOutcome::resolve_requested;
  }
  return answer;
}

}  // namespace tocsin::application
