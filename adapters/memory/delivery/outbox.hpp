#pragma once

#include <array>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "adapters/memory/delivery/due_queue.hpp"
#include "adapters/memory/kernel/part.hpp"
#include "adapters/memory/kernel/table.hpp"
#include "domain/delivery/notification.hpp"
#include "ports/delivery/notification_reader.hpp"
#include "ports/delivery/outbox.hpp"

namespace tocsin::adapters::memory {

// The notifications that have not ended. A notification that has ended leaves with the next flush.
// For the writer's thread only.
class Outbox : public Part, public ports::Outbox, public ports::NotificationReader {
 public:
  explicit Outbox(ports::NotificationReader& archive) : archive_(archive) {}

  void add(domain::Notification notification) override;
  Result<domain::Notification> get(domain::NotificationId id) override;
  Result<std::optional<domain::Notification>> find_ended(const domain::TenantId& tenant,
                                                         domain::NotificationId id) override;
  void save(domain::Notification notification) override;
  void revive(domain::Notification notification) override;
  std::vector<domain::NotificationId> of(domain::AlertId alert) override;
  void offer_due(domain::Channel channel,
                 domain::Time now,
                 std::size_t limit,
                 const Take& take) override;
  std::optional<domain::Time> next_due(domain::Channel channel, const HasRoom& has_room) override;
  std::vector<domain::NotificationId> in_flight() override;

  Result<std::optional<domain::Notification>> find_notification(const domain::TenantId& tenant,
                                                                domain::NotificationId id) override;
  // Scans a bounded number of notifications only, because the writer is waiting.
  Result<ports::NotificationSlice> list(const ports::NotificationFilter& filter,
                                        std::optional<domain::NotificationId> before,
                                        std::size_t limit) override;

  void load(ports::RowKey key, domain::Notification notification);
  std::size_t size() const { return table_.rows().size(); }
  // Returns the number of pending deliveries on the channel.
  std::size_t waiting(domain::Channel channel) const {
    const auto& queues = queues_[static_cast<std::size_t>(channel)];
    return queues.pages.size() + queues.others.size();
  }

  void keep() override;
  void discard() override;
  void flush(ports::Ledger& ledger) override;
  void clear() override;

 private:
  using NotificationTable = Table<domain::NotificationId, domain::Notification>;
  using Row = NotificationTable::Row;
  using Revival = std::pair<domain::TenantId, domain::NotificationId>;

  // The queues of a channel: pages come first, before any number of other messages.
  struct Queues {
    DueQueue pages;
    DueQueue others;
  };

  Queues& queues_of(domain::Channel channel) { return queues_[static_cast<std::size_t>(channel)]; }
  DueQueue& queue_of(const domain::Notification& notification, domain::Channel channel) {
    auto& queues = queues_of(channel);
    return notification.kind == domain::NotificationKind::page ? queues.pages : queues.others;
  }
  void link(const Row& row);
  void unlink(const Row& row);

  ports::NotificationReader& archive_;
  NotificationTable table_;
  std::set<std::pair<domain::AlertId, domain::NotificationId>> by_alert_;
  std::array<Queues, domain::channels.size()> queues_;  // by channel
  std::vector<Revival> staged_revivals_;
  std::vector<Revival> revivals_;
  std::set<domain::NotificationId> in_flight_;
};

}  // namespace tocsin::adapters::memory
