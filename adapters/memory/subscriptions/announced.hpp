#pragma once

#include <map>
#include <vector>

#include "adapters/memory/kernel/part.hpp"
#include "ports/subscriptions/announced.hpp"

namespace tocsin::adapters::memory {

// The announcements of the batch. Older ones are read from the ledger. For the writer's thread
// only.
class Announced : public Part, public ports::Announced {
 public:
  explicit Announced(ports::Ledger& ledger) : ledger_(ledger) {}

  Result<std::vector<domain::ClientId>> told(const domain::TenantId& tenant,
                                             const domain::AlertId& alert) override;
  void remember(const domain::TenantId& tenant,
                const domain::AlertId& alert,
                std::vector<domain::ClientId> clients,
                domain::Time told_at) override;

  void keep() override;
  void discard() override { staged_.clear(); }
  void flush(ports::Ledger& ledger) override;
  void clear() override;

 private:
  struct Key {
    domain::TenantId tenant;
    domain::AlertId alert;

    friend bool operator<(const Key& a, const Key& b) {
      return a.alert == b.alert ? a.tenant < b.tenant : a.alert < b.alert;
    }
  };
  struct Row {
    std::vector<domain::ClientId> clients;
    domain::Time told_at;
  };
  using ByAlert = std::map<Key, Row>;

  ports::Ledger& ledger_;
  ByAlert staged_;
  ByAlert kept_;
};

}  // namespace tocsin::adapters::memory
