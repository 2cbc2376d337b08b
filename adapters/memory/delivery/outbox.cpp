#include "adapters/memory/delivery/outbox.hpp"

#include <algorithm>
#include <iterator>

#include "adapters/memory/kernel/slices.hpp"
#include "domain/channels/server.hpp"

namespace tocsin::adapters::memory {

using domain::AlertId;
using domain::Channel;
using domain::DeliveryRef;
using domain::DeliveryStatus;
using domain::Notification;
using domain::NotificationId;
using domain::Time;

void Outbox::add(Notification notification) { table_.stage(std::move(notification)); }

void Outbox::save(Notification notification) { table_.stage(std::move(notification)); }

void Outbox::revive(Notification notification) {
  staged_revivals_.emplace_back(notification.tenant, notification.id);
  table_.stage(std::move(notification));
}

Result<Notification> Outbox::get(NotificationId id) {
  const Notification* notification = table_.find(id);
  if (!notification || notification->has_ended()) {
    return fail(ErrorKind::not_found, "pending notification " + to_text(id) + " not found");
  }
  return *notification;
}

Result<std::optional<Notification>> Outbox::find_ended(const domain::TenantId& tenant,
                                                       NotificationId id) {
  const Notification* notification = table_.find(id);
  if (!notification) return archive_.find_notification(tenant, id);
  const bool has_ended = notification->tenant == tenant && notification->has_ended();
  return has_ended ? std::optional{*notification} : std::nullopt;
}

Result<std::optional<Notification>> Outbox::find_notification(const domain::TenantId& tenant,
                                                              NotificationId id) {
  const auto* row = table_.row(id);
  if (!row || row->value.tenant != tenant) return std::optional<Notification>{};
  return std::optional{row->value};
}

std::vector<NotificationId> Outbox::of(AlertId alert) {
  std::vector<NotificationId> ids;
  for (auto next = by_alert_.lower_bound({alert, {}});
       next != by_alert_.end() && next->first == alert;
       ++next) {
    if (!table_.find(next->second)->has_ended()) ids.push_back(next->second);
  }
  for (const auto& [id, notification] : table_.staged()) {
    const bool is_new = table_.row(id) == nullptr;
    if (is_new && notification.alert == alert && !notification.has_ended()) ids.push_back(id);
  }
  return ids;
}

void Outbox::offer_due(Channel channel, Time now, std::size_t limit, const Take& take) {
  const auto counting = [&](DeliveryRef delivery, const std::string& server) {
    const bool is_taken = take(delivery, server);
    limit -= is_taken ? 1 : 0;
    return is_taken;
  };
  auto& queues = queues_of(channel);
  queues.pages.offer(now, limit, counting);
  queues.others.offer(now, limit, counting);
}

std::optional<Time> Outbox::next_due(Channel channel, const HasRoom& has_room) {
  const auto& queues = queues_of(channel);
  const auto page = queues.pages.next(has_room);
  const auto other = queues.others.next(has_room);
  return page && other ? std::min(page, other) : std::max(page, other);
}

std::vector<NotificationId> Outbox::in_flight() { return {in_flight_.begin(), in_flight_.end()}; }

Result<ports::NotificationSlice> Outbox::list(const ports::NotificationFilter& filter,
                                              std::optional<NotificationId> before,
                                              std::size_t limit) {
  return slice_of<Notification>(table_, filter, before, limit);
}

void Outbox::load(ports::RowKey key, Notification notification) {
  link(table_.load(key, std::move(notification)));
}

void Outbox::keep() {
  table_.keep([this](Row& row, const auto&) { unlink(row); }, [this](Row& row) { link(row); });
  std::move(staged_revivals_.begin(), staged_revivals_.end(), std::back_inserter(revivals_));
  staged_revivals_.clear();
}

void Outbox::discard() {
  table_.discard();
  staged_revivals_.clear();
}

void Outbox::flush(ports::Ledger& ledger) {
  for (const auto& [tenant, id] : revivals_)
    ledger.revive_notification(tenant, id);
  revivals_.clear();
  table_.flush([&](Row& row) {
    const bool has_ended = row.value.has_ended();
    if (has_ended) {
      unlink(row);
      ledger.archive_notification(row.key, row.value);
    } else {
      ledger.put_notification(row.key, row.value);
    }
    return has_ended;
  });
}

void Outbox::clear() {
  table_.clear();
  staged_revivals_.clear();
  revivals_.clear();
  by_alert_.clear();
  for (auto& queues : queues_)
    queues = {};
  in_flight_.clear();
}

void Outbox::link(const Row& row) {
  const Notification& notification = row.value;
  by_alert_.emplace(notification.alert, notification.id);
  for (std::uint16_t index = 0; const auto& delivery : notification.deliveries) {
    if (delivery.status == DeliveryStatus::pending) {
      const auto& target = delivery.target;
      queue_of(notification, target.channel)
          .add(server_of(target), delivery.next_attempt_at, {notification.id, index});
    }
    if (delivery.is_in_flight()) in_flight_.insert(notification.id);
    ++index;
  }
}

void Outbox::unlink(const Row& row) {
  const Notification& notification = row.value;
  by_alert_.erase({notification.alert, notification.id});
  for (std::uint16_t index = 0; const auto& delivery : notification.deliveries) {
    const auto& target = delivery.target;
    queue_of(notification, target.channel)
        .remove(server_of(target), delivery.next_attempt_at, {notification.id, index});
    ++index;
  }
  in_flight_.erase(notification.id);
}

}  // namespace tocsin::adapters::memory
