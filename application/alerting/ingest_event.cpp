#include "application/alerting/ingest_event.hpp"

#include <algorithm>
#include <string>
#include <utility>

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

// Returns the id of a receipt. Two event managers may use the same ids, and some senders give a
// trigger and its resolve the id of the incident. The lengths separate the parts.
std::string receipt_id_of(const Event& event) {
  const auto part = [](std::string_view text) {
    return std::to_string(text.size()).append(1, ':').append(text).append(1, ':');
  };
  return part(event.manager.value) + part(event.dedup_key) + part(word_for(event.action)) +
         event.event_id;
}

}  // namespace

Result<IngestEvent::Outcome> IngestEvent::handle(const Command& command) {
  Transaction transaction{around_.work};
  const Event& event = command.event;
  const auto now = around_.clock.now();

  if (!event.event_id.empty()) {
    const auto receipt = ports_.receipts.find(event.tenant, receipt_id_of(event));
    if (!receipt) return Failure{receipt.error()};
    if (*receipt && now - (*receipt)->received_at < EventReceipt::kept_for) {
      return (*receipt)->answer;
    }
  }

  const auto manager = ports_.managers.find(event.tenant, event.manager);
  if (!manager) return Failure{manager.error()};
  if (!*manager) {
    return fail(ErrorKind::not_found,
                "event manager \"" + event.manager.value + "\" not found",
                "/event_manager_id");
  }

  auto answer = decide(transaction, command, **manager, now);
  if (!answer) return answer;
  if (!event.event_id.empty())
    ports_.receipts.add({event.tenant, receipt_id_of(event), *answer, now});
  return transaction.commit(*answer);
}

Result<EventAnswer> IngestEvent::decide(const Scope& scope,
                                        const Command& command,
                                        const EventManager& manager,
                                        Time now) {
  switch (command.event.action) {
    case Action::trigger: return grouper_.place(scope, command.event, manager, command.by, now);
    case Action::acknowledge: return acknowledge(scope, command, now);
    case Action::resolve: return resolve(scope, command, now);
  }
  __builtin_unreachable();
}

Result<EventAnswer> IngestEvent::acknowledge(const Scope& scope, const Command& command, Time now) {
  auto alert = ports_.alerts.find_open(key_of(command.event));
  if (!alert) return Failure{alert.error()};
  if (!*alert) return EventAnswer{};

  EventAnswer answer{EventOutcome::acknowledged, (*alert)->id, (*alert)->type()};
  const auto outcome = acknowledger_.acknowledge(scope, std::move(**alert), command.by, now);
  if (!outcome) return Failure{outcome.error()};
  if (*outcome != AcknowledgeOutcome::accepted) answer.outcome = EventOutcome::already_acknowledged;
  return answer;
}

Result<EventAnswer> IngestEvent::resolve(const Scope& scope, const Command& command, Time now) {
  const Event& event = command.event;
  auto alert = ports_.alerts.find_open(key_of(event));
  if (!alert) return Failure{alert.error()};
  if (!*alert) {
    ports_.early_resolves.remember(
        {event.tenant, event.manager, event.dedup_key, occurred_at(event, now), now});
    around_.metrics.count(ports::Counter::resolves_of_nothing);
    return EventAnswer{};
  }

  EventAnswer answer{EventOutcome::resolved, (*alert)->id, (*alert)->type()};
  // A sender's clock that runs ahead must not make its own resolve look old.
  if (domain::is_stale(occurred_at(event, now), std::min((*alert)->occurred_at, now))) {
    answer.outcome = EventOutcome::stale;
    return answer;
  }
  const auto outcome = resolver_.resolve(scope, std::move(**alert), event.summary, command.by, now);
  if (!outcome) return Failure{outcome.error()};
  if (*outcome == ResolveOutcome::waits_for_children) {
    answer.outcome = EventOutcome::resolve_requested;
  }
  return answer;
}

}  // namespace tocsin::application
