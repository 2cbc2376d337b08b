#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "adapters/memory/alerting/kept_alert.hpp"
#include "adapters/memory/kernel/key_index.hpp"
#include "adapters/memory/kernel/part.hpp"
#include "adapters/memory/kernel/table.hpp"
#include "domain/alerting/alert.hpp"
#include "ports/alerting/alert_reader.hpp"
#include "ports/alerting/alert_repository.hpp"

namespace tocsin::adapters::memory {

// The open alerts, found by id, key, group and service without reading from disk. A resolved alert
// leaves with the next flush; after that it is in `archive`. For the writer's thread only.
class OpenAlerts : public Part, public ports::AlertRepository, public ports::AlertReader {
 public:
  explicit OpenAlerts(ports::AlertReader& archive);

  Result<domain::Alert> get(const domain::TenantId& tenant, domain::AlertId id) override;
  Result<std::optional<domain::Alert>> find_open(const domain::AlertKey& key) override;
  Result<std::optional<domain::Alert>> find_parent(const domain::GroupKey& group) override;
  Result<std::optional<domain::Alert>> find_oldest_open(const domain::TenantId& tenant,
                                                        const domain::ServiceId& service) override;
  Result<std::vector<domain::AlertId>> open_of(const domain::TenantId& tenant,
                                               const domain::ServiceId& service) override;
  Result<std::optional<domain::AlertId>> find_open_of(
      const domain::TenantId& tenant,
      const domain::EventManagerId& manager) override;
  void save(domain::Alert alert) override;

  Result<std::optional<Shown>> find(const domain::TenantId& tenant, domain::AlertId id) override;
  Result<std::vector<Shown>> find_by_key(const domain::TenantId& tenant,
                                         std::string_view dedup_key) override;
  // Scans a bounded number of alerts only, because the writer is waiting.
  Result<ports::AlertSlice> list(const ports::AlertFilter& filter,
                                 std::optional<domain::AlertId> before,
                                 std::size_t limit) override;

  // Returns the end of the alert's timeline, to be updated with each entry; null once the alert is
  // archived.
  ports::TimelineMark* timeline_of(domain::AlertId id);

  void load(ports::RowKey key, domain::Alert alert, ports::TimelineMark timeline);
  std::size_t size() const { return table_.rows().size(); }

  void keep() override;
  void discard() override;
  void flush(ports::Ledger& ledger) override;
  void clear() override;

 private:
  struct Links;
  using AlertTable = Table<domain::AlertId, domain::Alert, Links, KeptAlert>;
  using Row = AlertTable::Row;
  // The alerts of a service form a chain, in the order in which they were opened.
  struct Links {
    ports::TimelineMark timeline = 0;
    bool is_linked = false;
    bool is_row_old = true;  // in more than its tally and timeline
    AlertTable::Row* older = nullptr;
    AlertTable::Row* newer = nullptr;
  };
  struct Chain {
    Row* oldest = nullptr;
    Row* newest = nullptr;
  };
  using ServiceKey = std::pair<domain::TenantId, domain::ServiceId>;
  // The scope in which a dedup key is unique: an event manager, or a service for alerts without
  // one.
  struct Scope {
    std::string tenant;
    std::string manager;
    std::string service;
  };
  using ScopeView = std::array<std::string_view, 3>;
  struct ScopeOrder {
    using is_transparent = void;
    static ScopeView view(const Scope& scope) {
      return {scope.tenant, scope.manager, scope.service};
    }
    static const ScopeView& view(const ScopeView& scope) { return scope; }
    bool operator()(const auto& a, const auto& b) const { return view(a) < view(b); }
  };

  struct KeyOf {
    domain::AlertKey operator()(const Row& row) const { return row.value.key(); }
  };
  struct GroupOf {
    domain::GroupKey operator()(const Row& row) const { return *row.value.group_key(); }
  };
  struct HashOf {
    std::size_t operator()(const domain::AlertKey& key) const;
    std::size_t operator()(const domain::GroupKey& key) const;
  };

  void update_links(Row& row);
  void link(Row& row);
  void enter_scope(const ScopeView& scope);
  void unlink(Row& row);
  void append_to_chain(Row& row);
  void remove_from_chain(Row& row);
  Row* oldest_of(const domain::TenantId& tenant, const domain::ServiceId& service);
  std::optional<domain::Alert> unless_staged(const Row* row) const;

  ports::AlertReader& archive_;
  AlertTable table_;
  KeyIndex<Row, KeyOf, HashOf> by_key_;
  KeyIndex<Row, GroupOf, HashOf> by_group_;
  std::map<ServiceKey, Chain> by_service_;
  std::map<Scope, std::size_t, ScopeOrder> scopes_;  // the number of open alerts in each
};

}  // namespace tocsin::adapters::memory
