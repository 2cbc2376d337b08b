#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "domain/delivery/notification.hpp"
#include "domain/kernel/result.hpp"

namespace tocsin::ports {

// The notifications that are still to be told, or being told. Part of the unit of work: nothing is
// told that was not kept, and nothing kept goes untold.
class Outbox {
 public:
  virtual ~Outbox() = default;

  virtual void add(domain::Notification notification) = 0;

  // not_found when it has ended or never was.
  virtual Result<domain::Notification> get(domain::NotificationId id) = 0;

  // One that has ended; nothing when there is none, or it lives.
  virtual Result<std::optional<domain::Notification>> find_ended(const domain::TenantId& tenant,
                                                                 domain::NotificationId id) = 0;

  // One that has ended leaves the outbox.
  virtual void save(domain::Notification notification) = 0;

  // One that had ended lives again.
  virtual void revive(domain::Notification notification) = 0;

  // Those of the alert that have not ended.
  virtual std::vector<domain::NotificationId> of(domain::AlertId alert) = 0;

  // Offers the pending deliveries on the channel whose next attempt is due, pages first, then the
  // one that has waited longest, until `limit` of them were taken. One that is not taken stands for
  // all that go to its server (domain::server_of): they are passed over, and wait in nobody's way.
  using Take = std::function<bool(domain::DeliveryRef, const std::string& server)>;
  virtual void offer_due(domain::Channel channel,
                         domain::Time now,
                         std::size_t limit,
                         const Take& take) = 0;

  // When the next attempt on the channel is due, of those whose server has room.
  using HasRoom = std::function<bool(const std::string& server)>;
  virtual std::optional<domain::Time> next_due(domain::Channel channel,
                                               const HasRoom& has_room) = 0;

  // Those with an attempt in flight.
  virtual std::vector<domain::NotificationId> in_flight() = 0;
};

}  // namespace tocsin::ports
