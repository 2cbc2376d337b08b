#include "application/subscriptions/receive_announcement.hpp"

#include <iterator>
#include <utility>

#include "application/kernel/transaction.hpp"

namespace tocsin::application {

using domain::EventAnswer;
using domain::EventOutcome;

namespace {

domain::AlertFacts facts_of(const domain::Announcement& announcement, domain::Time now) {
  domain::AlertFacts facts;
  facts.dedup_key = announcement.alert_key;
  facts.summary = announcement.name;
  facts.severity = announcement.severity;
  facts.source = announcement.source;
  facts.name = announcement.name;
  facts.context = announcement.context;
  facts.at = domain::believed(announcement.occurred_at, now);
  return facts;
}

}  // namespace

Result<ReceiveAnnouncement::Outcome> ReceiveAnnouncement::handle(const Command& command) {
  Transaction transaction{around_.work};
  around_.metrics.count(ports::Counter::alerts_announced);

  const auto& announcement = command.announcement;
  const auto alert = domain::alert_id_of(announcement.alert_key);
  auto told = ports_.announced.told(announcement.tenant, alert);
  if (!told) return Failure{told.error()};

  const auto now = around_.clock.now();
  auto told_now = matcher_.notify(
      transaction, {announcement.tenant, alert, facts_of(announcement, now)}, *told, now);
  if (!told_now) return Failure{told_now.error()};
  if (told_now->empty()) {
    const auto outcome = told->empty() ? EventOutcome::unmatched : EventOutcome::already_announced;
    return transaction.commit(EventAnswer{outcome, alert});
  }

  std::move(told_now->begin(), told_now->end(), std::back_inserter(*told));
  ports_.announced.remember(announcement.tenant, alert, std::move(*told));
  return transaction.commit(EventAnswer{EventOutcome::announced, alert});
}

}  // namespace tocsin::application
