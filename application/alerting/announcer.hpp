#pragma once

#include "application/subscriptions/match_subscriptions.hpp"
#include "domain/alerting/alert.hpp"
#include "domain/alerting/event_manager.hpp"
#include "domain/delivery/notification.hpp"
#include "domain/kernel/result.hpp"
#include "ports/delivery/outbox.hpp"
#include "ports/kernel/id_generator.hpp"

namespace tocsin::application {

// Tells those who are not paged what becomes of a parent alert: its event manager's webhook, the
// clients that have subscribed to such alerts, and the incidents that it has opened elsewhere.
// Works inside a unit of work.
class Announcer {
 public:
  Announcer(MatchSubscriptions& match_subscriptions,
            ports::Outbox& outbox,
            ports::IdGenerator& ids);

  // `manager` is null for an alert that came straight to its service.
  Result<Done> opened(const domain::Alert& alert,
                      const domain::EventManager* manager,
                      domain::Time now);

  void acknowledged(const domain::Alert& alert, domain::Time now);

  void resolved(const domain::Alert& alert, const domain::EventManager* manager, domain::Time now);

 private:
  void tell_webhook(domain::NotificationKind kind,
                    const domain::Alert& alert,
                    const domain::EventManager* manager,
                    domain::Time now);
  void settle_incidents(domain::NotificationKind kind,
                        const domain::Alert& alert,
                        domain::Time now);
  domain::Notification notice(domain::NotificationKind kind,
                              const domain::Alert& alert,
                              const domain::Target& target,
                              domain::Time now);

  MatchSubscriptions& match_subscriptions_;
  ports::Outbox& outbox_;
  ports::IdGenerator& ids_;
};

}  // namespace tocsin::application
