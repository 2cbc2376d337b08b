#pragma once

#include "domain/alert.hpp"
#include "domain/event_manager.hpp"
#include "domain/notification.hpp"
#include "ports/id_generator.hpp"
#include "ports/outbox.hpp"

namespace tocsin::application {

// Tells an event manager's webhook of its parent alerts. Works inside a unit of work.
class Announcer {
 public:
  Announcer(ports::Outbox& outbox, ports::IdGenerator& ids);

  void announce(domain::NotificationKind kind,
                const domain::Alert& alert,
                const domain::EventManager& manager,
                domain::Time now);

 private:
  ports::Outbox& outbox_;
  ports::IdGenerator& ids_;
};

}  // namespace tocsin::application
