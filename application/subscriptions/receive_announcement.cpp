#include "application/subscriptions/receive_announcement.hpp"

#include <iterator>
#include <utility>

#include "application/kernel/transaction.hpp"

namespace tocsin::application {

using domain::Announcement;
using domain::ClientId;
using domain::EventAnswer;
using domain::EventOutcome;

namespace {

domain::AlertFacts facts_of(const Announcement& announcement, domain::Time now) {
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
  const auto identity = domain::announced_id_of(announcement.source, alert);
  const auto now = around_.clock.now();
  auto told = told_before(announcement.tenant, identity, alert, now);
  if (!told) return Failure{told.error()};

  auto told_now = matcher_.notify(
      transaction, {announcement.tenant, alert, facts_of(announcement, now)}, *told, now);
  if (!told_now) return Failure{told_now.error()};
  if (told_now->empty()) {
    const auto outcome = told->empty() ? EventOutcome::unmatched : EventOutcome::already_announced;
    return transaction.commit(EventAnswer{outcome, alert});
  }

  std::move(told_now->begin(), told_now->end(), std::back_inserter(*told));
  ports_.announced.remember(announcement.tenant, identity, std::move(*told), now);
  return transaction.commit(EventAnswer{EventOutcome::announced, alert});
}

// Version 0.1.0 remembered alerts by their sender's id alone. The first source that sends such an
// id again is taken for the one that was meant: alerts are sent again more often than ids collide.
Result<std::vector<ClientId>> ReceiveAnnouncement::told_before(const domain::TenantId& tenant,
                                                               const domain::AlertId& identity,
                                                               const domain::AlertId& alert,
                                                               domain::Time now) {
  auto told = ports_.announced.told(tenant, identity);
  if (!told || !told->empty()) return told;

  auto told_by_id = ports_.announced.told(tenant, alert);
  if (!told_by_id || told_by_id->empty()) return told_by_id;
  ports_.announced.remember(tenant, identity, *told_by_id, now);
  ports_.announced.remember(tenant, alert, {}, now);
  return told_by_id;
}

}  // namespace tocsin::application
