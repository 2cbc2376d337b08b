#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "domain/delivery/notification.hpp"
#include "domain/kernel/result.hpp"

namespace tocsin::ports {

// Stores the notifications that have not ended. Part of the unit of work: only stored notifications
// are sent, and every stored notification is sent, cancelled or reported as failed.
class Outbox {
 public:
  virtual ~Outbox() = default;

  virtual void add(domain::Notification notification) = 0;

  // Fails with not_found if the notification has ended or never existed.
  virtual Result<domain::Notification> get(domain::NotificationId id) = 0;

  // Returns a notification that has ended; nothing if it is live or does not exist.
  virtual Result<std::optional<domain::Notification>> find_ended(const domain::TenantId& tenant,
                                                                 domain::NotificationId id) = 0;

  // Saves the notification. One that has ended leaves the outbox.
  virtual void save(domain::Notification notification) = 0;

  // Puts a notification that had ended back into the outbox.
  virtual void revive(domain::Notification notification) = 0;

  // Returns the alert's notifications that have not ended.
  virtual std::vector<domain::NotificationId> of(domain::AlertId alert) = 0;

  // Offers the pending deliveries on the channel whose next attempt is due, pages first, then the
  // one that has waited longest, until `limit` of them were accepted. A rejected delivery stands
  // for all that go to its server (domain::server_of): they are skipped and do not block the
  // others.
  using Take = std::function<bool(domain::DeliveryRef, const std::string& server)>;
  virtual void offer_due(domain::Channel channel,
                         domain::Time now,
                         std::size_t limit,
                         const Take& take) = 0;

  // Returns when the next attempt on the channel is due, among deliveries whose server has
  // capacity.
  using HasRoom = std::function<bool(const std::string& server)>;
  virtual std::optional<domain::Time> next_due(domain::Channel channel,
                                               const HasRoom& has_room) = 0;

  // Returns the notifications with an attempt in flight.
  virtual std::vector<domain::NotificationId> in_flight() = 0;
};

}  // namespace tocsin::ports
