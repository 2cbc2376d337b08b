#pragma once

#include "application/alerting/ports.hpp"
#include "application/kernel/surroundings.hpp"
#include "application/kernel/transaction.hpp"
#include "application/subscriptions/subscription_matcher.hpp"
#include "domain/alerting/alert.hpp"
#include "domain/alerting/event_manager.hpp"
#include "domain/delivery/notification.hpp"
#include "domain/kernel/result.hpp"

namespace tocsin::application {

// Sends updates of a parent alert to recipients that are not paged: its event manager's webhook,
// the clients with matching subscriptions, and the incidents that it has opened elsewhere. Works
// inside a unit of work.
class Announcer {
 public:
  Announcer(AlertingPorts ports, Surroundings around, SubscriptionMatcher& matcher)
      : ports_(ports), around_(around), matcher_(matcher) {}

  // `manager` is null for an alert that came straight to its service.
  Result<Done> opened(const Scope& scope,
                      const domain::Alert& alert,
                      const domain::EventManager* manager,
                      domain::Time now);

  void acknowledged(const Scope& scope, const domain::Alert& alert, domain::Time now);

  void resolved(const Scope& scope,
                const domain::Alert& alert,
                const domain::EventManager* manager,
                domain::Time now);

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

  AlertingPorts ports_;
  Surroundings around_;
  SubscriptionMatcher& matcher_;
};

}  // namespace tocsin::application
