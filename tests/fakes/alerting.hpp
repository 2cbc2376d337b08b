#pragma once

#include <map>
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
#include "tests/fakes/kernel.hpp"

namespace tocsin::tests {

// Alerts by id, which is the order of their opening. One kind of read at a time fails while it is
// gone, and so does get() for each alert that is unreadable.
struct FakeAlerts : ports::AlertRepository {
  enum class Read { get, find_open, find_parent, find_oldest_open, open_of, find_open_of };

  Result<domain::Alert> get(const domain::TenantId& tenant, domain::AlertId id) override {
    if (is_gone == Read::get || unreadable.contains(id)) return gone();
    const auto found = kept.find(id);
    if (found == kept.end() || found->second.tenant != tenant) {
      return fail(ErrorKind::not_found, "no alert " + to_text(id));
    }
    return found->second;
  }

  Result<std::optional<domain::Alert>> find_open(const domain::AlertKey& key) override {
    if (is_gone == Read::find_open) return gone();
    return first([&](const auto& alert) { return alert.is_open() && alert.key() == key; });
  }

  Result<std::optional<domain::Alert>> find_parent(const domain::GroupKey& group) override {
    if (is_gone == Read::find_parent) return gone();
    std::optional<domain::Alert> newest;
    for (const auto& [id, alert] : kept) {
      if (alert.group_key() == group) newest = alert;
    }
    return newest && newest->is_open() ? newest : std::nullopt;
  }

  Result<std::optional<domain::Alert>> find_oldest_open(const domain::TenantId& tenant,
                                                        const domain::ServiceId& service) override {
    if (is_gone == Read::find_oldest_open) return gone();
    return first([&](const auto& alert) { return is_open_of(alert, tenant, service); });
  }

  Result<std::vector<domain::AlertId>> open_of(const domain::TenantId& tenant,
                                               const domain::ServiceId& service) override {
    if (is_gone == Read::open_of) return gone();
    std::vector<domain::AlertId> ids;
    for (const auto& [id, alert] : kept) {
      if (is_open_of(alert, tenant, service)) ids.push_back(id);
    }
    return ids;
  }

  Result<std::optional<domain::AlertId>> find_open_of(
      const domain::TenantId& tenant,
      const domain::EventManagerId& manager) override {
    if (is_gone == Read::find_open_of) return gone();
    const auto found = first([&](const auto& alert) {
      return alert.is_open() && alert.tenant == tenant && alert.manager == manager;
    });
    return found ? std::optional{found->id} : std::nullopt;
  }

  void save(domain::Alert alert) override {
    const auto id = alert.id;
    kept.insert_or_assign(id, std::move(alert));
  }

  std::map<domain::AlertId, domain::Alert> kept;
  std::optional<Read> is_gone;
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
    if (is_gone) return gone();
    const auto found = kept.find({tenant, std::string{event_id}});
    return found == kept.end() ? std::nullopt : std::optional{found->second};
  }

  void add(domain::EventReceipt receipt) override {
    const Key key{receipt.tenant, receipt.event_id};
    kept.insert_or_assign(key, std::move(receipt));
  }

  std::map<Key, domain::EventReceipt> kept;
  bool is_gone = false;
};

struct FakeTimeline : ports::Timeline {
  void add(domain::TimelineEntry entry) override { kept.push_back(std::move(entry)); }

  std::vector<domain::Change> changes_of(domain::AlertId alert) const {
    std::vector<domain::Change> changes;
    for (const auto& entry : kept) {
      if (entry.alert == alert) changes.push_back(entry.what);
    }
    return changes;
  }

  std::vector<domain::TimelineEntry> kept;
};

}  // namespace tocsin::tests
