#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <tuple>
#include <utility>
#include <vector>

#include "ports/alerting/alert_repository.hpp"
#include "ports/alerting/timeline.hpp"
#include "ports/delivery/outbox.hpp"
#include "ports/kernel/catalogue.hpp"
#include "ports/kernel/metrics.hpp"
#include "ports/paging/timers.hpp"
#include "tests/support/fake_runs.hpp"

// The ports that hold state, kept in a map each, so that a test can play several commands and look
// at what is there. They never fail and take nothing back: that is what the mocks are for.
namespace tocsin::tests {

struct FakeAlerts : ports::AlertRepository {
  Result<domain::Alert> get(const domain::TenantId& tenant, domain::AlertId id) override {
    const auto found = kept.find(id);
    if (found == kept.end() || found->second.tenant != tenant) {
      return fail(ErrorKind::not_found, "no alert " + to_text(id));
    }
    return found->second;
  }
  Result<std::optional<domain::Alert>> find_open(const domain::AlertKey& key) override {
    return first([&](const domain::Alert& alert) { return alert.key() == key; });
  }
  Result<std::optional<domain::Alert>> find_parent(const domain::GroupKey& group) override {
    return first([&](const domain::Alert& alert) { return alert.group_key() == group; });
  }
  Result<std::optional<domain::Alert>> find_oldest_open(const domain::TenantId& tenant,
                                                        const domain::ServiceId& service) override {
    return first([&](const domain::Alert& alert) {
      return alert.tenant == tenant && alert.service == service;
    });
  }
  Result<std::vector<domain::AlertId>> open_of(const domain::TenantId& tenant,
                                               const domain::ServiceId& service) override {
    std::vector<domain::AlertId> open;
    for (const auto& [id, alert] : kept) {
      if (alert.is_open() && alert.tenant == tenant && alert.service == service) open.push_back(id);
    }
    return open;
  }
  void save(domain::Alert alert) override { kept.insert_or_assign(alert.id, std::move(alert)); }

  // Ids are minted in the order of opening, so the first is the oldest.
  template <typename Predicate>
  std::optional<domain::Alert> first(Predicate wanted) const {
    for (const auto& [id, alert] : kept) {
      if (alert.is_open() && wanted(alert)) return alert;
    }
    return std::nullopt;
  }

  std::map<domain::AlertId, domain::Alert> kept;
};

template <typename Entity>
struct FakeCatalogue : ports::Catalogue<Entity> {
  using Entry = typename ports::Catalogue<Entity>::Entry;
  using Key = typename Entity::Id;

  Result<Entry> find(const domain::TenantId& tenant, const Key& id) override {
    const auto found = kept.find({tenant, id});
    return found == kept.end() ? Entry{} : found->second;
  }
  Result<std::vector<Entry>> list(const domain::TenantId& tenant) override {
    std::vector<Entry> entries;
    for (const auto& [key, entry] : kept) {
      if (key.first == tenant) entries.push_back(entry);
    }
    return entries;
  }
  Result<typename ports::Catalogue<Entity>::Snapshot> snapshot(
      const domain::TenantId& tenant) override {
    auto entries = *list(tenant);
    auto& shown = shown_[tenant];
    if (!shown || *shown != entries) {
      shown = std::make_shared<const std::vector<Entry>>(std::move(entries));
    }
    return shown;
  }
  void save(Entity entity) override {
    const std::pair key{entity.tenant, entity.id};
    kept.insert_or_assign(key, std::make_shared<const Entity>(std::move(entity)));
  }
  void remove(const domain::TenantId& tenant, const Key& id) override { kept.erase({tenant, id}); }

  std::map<std::pair<domain::TenantId, Key>, Entry> kept;

 private:
  std::map<domain::TenantId, typename ports::Catalogue<Entity>::Snapshot> shown_;
};

struct FakeTimers : ports::Timers {
  void set(const domain::Timer& timer) override { kept.insert_or_assign(timer.owner, timer); }
  void cancel(domain::AlertId owner) override { kept.erase(owner); }
  std::optional<domain::Time> due_of(domain::AlertId owner) override {
    const auto found = kept.find(owner);
    return found == kept.end() ? std::nullopt : std::optional{found->second.due};
  }
  std::vector<domain::Timer> due(domain::Time now, std::size_t limit) override {
    std::vector<domain::Timer> result;
    for (const auto& [owner, timer] : kept) {
      if (timer.due <= now) result.push_back(timer);
    }
    std::stable_sort(result.begin(), result.end(), [](const auto& a, const auto& b) {
      return std::tuple{-a.severity.rank(), a.due} < std::tuple{-b.severity.rank(), b.due};
    });
    if (result.size() > limit) result.resize(limit);
    return result;
  }
  std::optional<domain::Time> next_due() override {
    std::optional<domain::Time> next;
    for (const auto& [owner, timer] : kept) {
      next = std::min(next.value_or(timer.due), timer.due);
    }
    return next;
  }

  std::map<domain::AlertId, domain::Timer> kept;
};

struct FakeOutbox : ports::Outbox {
  void add(domain::Notification notification) override {
    added.push_back(notification);
    save(std::move(notification));
  }
  Result<domain::Notification> get(domain::NotificationId id) override {
    const auto found = kept.find(id);
    if (found == kept.end()) return fail(ErrorKind::not_found, "no notification " + to_text(id));
    return found->second;
  }
  void save(domain::Notification notification) override {
    const auto id = notification.id;
    if (notification.has_ended()) {
      kept.erase(id);
      ended.insert_or_assign(id, std::move(notification));
    } else {
      kept.insert_or_assign(id, std::move(notification));
    }
  }
  std::vector<domain::NotificationId> of(domain::AlertId alert) override {
    return ids_of([&](const auto& notification) { return notification.alert == alert; });
  }
  Result<std::optional<domain::Notification>> find_ended(const domain::TenantId& tenant,
                                                         domain::NotificationId id) override {
    const auto found = ended.find(id);
    if (found == ended.end() || found->second.tenant != tenant) return no_notification();
    return std::optional{found->second};
  }
  void revive(domain::Notification notification) override {
    ended.erase(notification.id);
    save(std::move(notification));
  }
  // As of one server without a name.
  void offer_due(domain::Channel channel,
                 domain::Time now,
                 std::size_t limit,
                 const Take& take) override {
    for (const auto ref : pending_on(channel)) {
      if (limit-- == 0 || due_of(ref) > now || !take(ref, {})) return;
    }
  }
  std::optional<domain::Time> next_due(domain::Channel channel, const HasRoom& has_room) override {
    const auto waiting = pending_on(channel);
    return waiting.empty() || !has_room({}) ? std::nullopt : std::optional{due_of(waiting.front())};
  }
  std::vector<domain::NotificationId> in_flight() override {
    return ids_of([](const auto& notification) {
      return std::any_of(notification.deliveries.begin(),
                         notification.deliveries.end(),
                         [](const auto& delivery) { return delivery.is_in_flight(); });
    });
  }

  // The one that is due first comes first.
  std::vector<domain::DeliveryRef> pending_on(domain::Channel channel) const {
    std::vector<domain::DeliveryRef> refs;
    for (const auto& [id, notification] : kept) {
      for (std::uint16_t index = 0; index < notification.deliveries.size(); ++index) {
        const auto& delivery = notification.deliveries[index];
        if (delivery.target.channel == channel &&
            delivery.status == domain::DeliveryStatus::pending) {
          refs.push_back({id, index});
        }
      }
    }
    std::stable_sort(refs.begin(), refs.end(), [this](const auto a, const auto b) {
      return due_of(a) < due_of(b);
    });
    return refs;
  }
  domain::Time due_of(domain::DeliveryRef ref) const {
    return kept.at(ref.notification).deliveries[ref.index].next_attempt_at;
  }
  static std::optional<domain::Notification> no_notification() { return std::nullopt; }

  template <typename Predicate>
  std::vector<domain::NotificationId> ids_of(Predicate wanted) const {
    std::vector<domain::NotificationId> ids;
    for (const auto& [id, notification] : kept) {
      if (wanted(notification)) ids.push_back(id);
    }
    return ids;
  }

  std::map<domain::NotificationId, domain::Notification> kept;
  std::map<domain::NotificationId, domain::Notification> ended;
  std::vector<domain::Notification> added;  // ever, in this order
};

struct FakeTimeline : ports::Timeline {
  void add(domain::TimelineEntry entry) override { entries.push_back(std::move(entry)); }

  std::vector<domain::Change> changes_of(domain::AlertId alert) const {
    std::vector<domain::Change> changes;
    for (const auto& entry : entries) {
      if (entry.alert == alert) changes.push_back(entry.what);
    }
    return changes;
  }

  std::vector<domain::TimelineEntry> entries;
};

struct FakeMetrics : ports::Metrics {
  void count(ports::Counter what) override { ++counts[what]; }
  int of(ports::Counter what) const {
    const auto found = counts.find(what);
    return found == counts.end() ? 0 : found->second;
  }

  std::map<ports::Counter, int> counts;
};

}  // namespace tocsin::tests
