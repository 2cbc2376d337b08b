#pragma once

#include <deque>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "adapters/memory/kernel/part.hpp"
#include "ports/alerting/early_resolves.hpp"

namespace tocsin::adapters::memory {

// The resolves that came before their triggers, forgotten after EarlyResolve::remembered_for. For
// the writer's thread only.
class EarlyResolves : public Part, public ports::EarlyResolves {
 public:
  void remember(domain::EarlyResolve resolve) override;
  std::optional<domain::EarlyResolve> take(const domain::TenantId& tenant,
                                           const domain::EventManagerId& manager,
                                           std::string_view dedup_key) override;

  void load(ports::RowKey key, domain::EarlyResolve resolve);
  std::size_t size() const { return kept_.size(); }

  void keep() override;
  void discard() override { staged_.clear(); }
  void flush(ports::Ledger& ledger) override;
  void clear() override;

 private:
  using Key = std::tuple<domain::TenantId, domain::EventManagerId, std::string>;
  struct Entry {
    domain::EarlyResolve resolve;
    ports::RowKey key = 0;
  };
  // Without a resolve, the key is forgotten.
  using Change = std::pair<Key, std::optional<domain::EarlyResolve>>;

  std::optional<domain::EarlyResolve> latest(const Key& key) const;
  void put(const Key& key, domain::EarlyResolve resolve);
  void forget(const Key& key);
  void forget_expired(domain::Time now);

  std::map<Key, Entry> kept_;
  std::deque<std::pair<domain::Time, Key>> by_age_;
  std::vector<Change> staged_;
  std::vector<std::pair<ports::RowKey, std::optional<domain::EarlyResolve>>> changes_;
  ports::RowKey last_key_ = 0;
};

}  // namespace tocsin::adapters::memory
