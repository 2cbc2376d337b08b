#pragma once

#include <array>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "adapters/memory/part.hpp"
#include "adapters/memory/table.hpp"
#include "domain/notification.hpp"
#include "ports/notification_reader.hpp"
#include "ports/outbox.hpp"

namespace tocsin::adapters::memory {

// The notifications that have not ended. One that has leaves with the next flush. Used by the
// writer's thread alone.
class Outbox : public Part, public ports::Outbox, public ports::NotificationReader {
 public:
  void add(domain::Notification notification) override;
  Result<domain::Notification> get(domain::NotificationId id) override;
  void save(domain::Notification notification) override;
  std::vector<domain::NotificationId> of(domain::AlertId alert) override;
  std::vector<domain::NotificationId> due(domain::Channel channel,
                                          domain::Time now,
                                          std::size_t limit) override;
  std::optional<domain::Time> next_due(domain::Channel channel) override;
  std::vector<domain::NotificationId> in_flight() override;

  // Looks at a bounded number of notifications only, for the writer is waiting.
  Result<ports::NotificationStretch> list(const ports::NotificationFilter& filter,
                                          std::optional<domain::NotificationId> before,
                                          std::size_t limit) override;

  void load(ports::RowKey key, domain::Notification notification);
  std::size_t size() const { return table_.rows().size(); }

  void keep() override;
  void discard() override;
  void flush(ports::Ledger& ledger) override;
  void clear() override;

 private:
  using NotificationTable = Table<domain::NotificationId, domain::Notification>;
  using Row = NotificationTable::Row;
  using Queue = std::set<std::pair<domain::Time, domain::NotificationId>>;

  Queue& queue_of(const domain::Notification& notification) {
    return queues_[static_cast<std::size_t>(notification.target.channel)];
  }
  void link(const Row& row);
  void unlink(const Row& row);

  NotificationTable table_;
  std::set<std::pair<domain::AlertId, domain::NotificationId>> by_alert_;
  std::array<Queue, domain::channels.size()> queues_;  // pending ones, by channel
  std::set<domain::NotificationId> in_flight_;
};

}  // namespace tocsin::adapters::memory
