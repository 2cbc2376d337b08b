#pragma once

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "ports/alerting/alert_repository.hpp"
#include "ports/alerting/early_resolves.hpp"
#include "ports/alerting/event_receipts.hpp"
#include "ports/alerting/timeline.hpp"
#include "ports/delivery/outbox.hpp"
#include "ports/kernel/catalogue.hpp"
#include "ports/kernel/metrics.hpp"
#include "ports/paging/timers.hpp"
#include "tests/application/alerting/builders.hpp"
#include "tests/support/prelude.hpp"

namespace tocsin::tests {

// Alerts by id, which is the order of their opening. Each kind of read can be made to fail.
struct FakeAlerts : ports::AlertRepository {
  enum class Read { find_open, find_parent, find_oldest_open, open_of };

  Result<domain::Alert> get(const domain::TenantId& tenant, domain::AlertId id) override {
    if (unreadable.contains(id)) return Failure{store_is_gone};
    const auto found = kept.find(id);
    if (found == kept.end() || found->second.tenant != tenant) {
      return fail(ErrorKind::not_found, "no alert " + to_text(id));
    }
    return found->second;
  }

  Result<std::optional<domain::Alert>> find_open(const domain::AlertKey& key) override {
    if (broken == Read::find_open) return Failure{store_is_gone};
    return first([&](const auto& alert) { return alert.is_open() && alert.key() == key; });
  }

  Result<std::optional<domain::Alert>> find_parent(const domain::GroupKey& group) override {
    if (broken == Read::find_parent) return Failure{store_is_gone};
    std::optional<domain::Alert> newest;
    for (const auto& [id, alert] : kept) {
      if (alert.group_key() == group) newest = alert;
    }
    return newest && newest->is_open() ? newest : std::nullopt;
  }

  Result<std::optional<domain::Alert>> find_oldest_open(const domain::TenantId& tenant,
                                                        const domain::ServiceId& service) override {
    if (broken == Read::find_oldest_open) return Failure{store_is_gone};
    return first([&](const auto& alert) { return is_open_of(alert, tenant, service); });
  }

  Result<std::vector<domain::AlertId>> open_of(const domain::TenantId& tenant,
                                               const domain::ServiceId& service) override {
    if (broken == Read::open_of) return Failure{store_is_gone};
    std::vector<domain::AlertId> ids;
    for (const auto& [id, alert] : kept) {
      if (is_open_of(alert, tenant, service)) ids.push_back(id);
    }
    return ids;
  }

  void save(domain::Alert alert) override {
    const auto id = alert.id;
    kept.insert_or_assign(id, std::move(alert));
  }

  std::map<domain::AlertId, domain::Alert> kept;
  std::optional<Read> broken;
  std::set<domain::AlertId> unreadable;

 private:
  static bool is_open_of(const domain::Alert& alert,
                         const domain::TenantId& tenant,
                         const domain::ServiceId& service) {
    return alert.is_open() && alert.tenant == tenant && alert.service == service;
  }

  template <typename Wanted>
  std::optional<domain::Alert> first(Wanted wanted) const {
    for (const auto& [id, alert] : kept) {
      if (wanted(alert)) return alert;
    }
    return std::nullopt;
  }
};

template <typename Entity>
struct FakeCatalogue : ports::Catalogue<Entity> {
  using Entry = typename ports::Catalogue<Entity>::Entry;
  using Key = typename Entity::Id;

  Result<Entry> find(const domain::TenantId& tenant, const Key& id) override {
    if (broken) return Failure{store_is_gone};
    const auto found = kept.find({tenant, id});
    return found == kept.end() ? nullptr : found->second;
  }

  Result<std::vector<Entry>> list(const domain::TenantId& tenant) override {
    if (broken) return Failure{store_is_gone};
    std::vector<Entry> entries;
    for (const auto& [key, entry] : kept) {
      if (key.first == tenant) entries.push_back(entry);
    }
    return entries;
  }

  Result<typename ports::Catalogue<Entity>::Snapshot> snapshot(
      const domain::TenantId& tenant) override {
    auto entries = list(tenant);
    if (!entries) return Failure{entries.error()};
    auto& shown = shown_[tenant];
    if (!shown || *shown != *entries) {
      shown = std::make_shared<const std::vector<Entry>>(*std::move(entries));
    }
    return shown;
  }

  void save(Entity entity) override {
    const std::pair key{entity.tenant, entity.id};
    kept[key] = std::make_shared<const Entity>(std::move(entity));
  }

  void remove(const domain::TenantId& tenant, const Key& id) override { kept.erase({tenant, id}); }

  std::map<std::pair<domain::TenantId, Key>, Entry> kept;
  bool broken = false;

 private:
  std::map<domain::TenantId, typename ports::Catalogue<Entity>::Snapshot> shown_;
};

// Remembers all it was ever told, beside what is still to be told.
struct FakeOutbox : trompeloeil::mock_interface<ports::Outbox> {
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
    kept.insert_or_assign(id, std::move(notification));
    if (kept.at(id).has_ended()) ended.insert(kept.extract(id));
  }

  Result<std::optional<domain::Notification>> find_ended(const domain::TenantId& tenant,
                                                         domain::NotificationId id) override {
    if (broken) return Failure{store_is_gone};
    const auto found = ended.find(id);
    const bool is_there = found != ended.end() && found->second.tenant == tenant;
    return is_there ? std::optional{found->second} : std::nullopt;
  }

  void revive(domain::Notification notification) override {
    ended.erase(notification.id);
    save(std::move(notification));
  }

  std::vector<domain::NotificationId> of(domain::AlertId alert) override {
    std::vector<domain::NotificationId> ids;
    for (const auto& [id, one] : kept) {
      if (one.alert == alert) ids.push_back(id);
    }
    return ids;
  }

  // Asked by those who deliver, and not here.
  IMPLEMENT_MOCK4(offer_due);
  IMPLEMENT_MOCK2(next_due);
  IMPLEMENT_MOCK0(in_flight);

  std::vector<domain::Notification> added;
  std::map<domain::NotificationId, domain::Notification> kept;
  std::map<domain::NotificationId, domain::Notification> ended;
  bool broken = false;
};

struct FakeTimers : ports::Timers {
  void set(const domain::Timer& timer) override { kept.insert_or_assign(timer.owner, timer); }
  void cancel(domain::AlertId owner) override { kept.erase(owner); }

  std::optional<domain::Time> due_of(domain::AlertId owner) override {
    const auto found = kept.find(owner);
    return found == kept.end() ? std::nullopt : std::optional{found->second.due};
  }

  std::vector<domain::Timer> due(domain::Time now, std::size_t limit) override {
    std::vector<domain::Timer> timers;
    for (const auto& [owner, timer] : kept) {
      if (timer.due <= now) timers.push_back(timer);
    }
    std::stable_sort(timers.begin(), timers.end(), [](const auto& a, const auto& b) {
      return std::pair{-a.severity.rank(), a.due} < std::pair{-b.severity.rank(), b.due};
    });
    timers.resize(std::min(timers.size(), limit));
    return timers;
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

struct FakeEarlyResolves : ports::EarlyResolves {
  using Key = std::tuple<domain::TenantId, domain::EventManagerId, std::string>;

  void remember(domain::EarlyResolve resolve) override {
    const Key key{resolve.tenant, resolve.manager, resolve.dedup_key};
    kept.insert_or_assign(key, std::move(resolve));
  }

  std::optional<domain::EarlyResolve> take(const domain::TenantId& tenant,
                                           const domain::EventManagerId& manager,
                                           std::string_view dedup_key) override {
    const auto taken = kept.extract({tenant, manager, std::string{dedup_key}});
    return taken.empty() ? std::nullopt : std::optional{taken.mapped()};
  }

  std::map<Key, domain::EarlyResolve> kept;
};

struct FakeReceipts : ports::EventReceipts {
  using Key = std::pair<domain::TenantId, std::string>;

  Result<std::optional<domain::EventReceipt>> find(const domain::TenantId& tenant,
                                                   std::string_view event_id) override {
    if (broken) return Failure{store_is_gone};
    const auto found = kept.find({tenant, std::string{event_id}});
    return found == kept.end() ? std::nullopt : std::optional{found->second};
  }

  void add(domain::EventReceipt receipt) override {
    const Key key{receipt.tenant, receipt.event_id};
    kept.insert_or_assign(key, std::move(receipt));
  }

  std::map<Key, domain::EventReceipt> kept;
  bool broken = false;
};

struct FakeTimeline : ports::Timeline {
  void add(domain::TimelineEntry entry) override { kept.push_back(std::move(entry)); }

  std::vector<domain::TimelineEntry> kept;
};

struct FakeMetrics : ports::Metrics {
  void count(ports::Counter what) override { ++counts[what]; }

  std::map<ports::Counter, int> counts;
};

}  // namespace tocsin::tests
